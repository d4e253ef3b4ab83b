package io.signalbox.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.signalbox.operator.dependent.Kind;
import java.util.List;
import java.util.Optional;

/** What the cluster holds of ours, as far as it is known without asking. */
public interface OwnedObjects {
  /** The object, if it carries our label. */
  Optional<HasMetadata> find(Kind kind, String namespace, String name);

  /** All of a kind that carry our label in a namespace and that a resource owns. */
  List<HasMetadata> of(Kind kind, String namespace, String ownerUid);

  /** Remembers what the API server answered, so that the next look sees it. */
  void written(Kind kind, HasMetadata object);
}
