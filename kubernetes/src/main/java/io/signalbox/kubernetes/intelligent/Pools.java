package io.signalbox.kubernetes.intelligent;

import io.signalbox.config.load.Overlay;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Entry;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The models of all pools in place of the file's. The default model is that of the oldest pool.
 * What the file says of providers stays for the models that a pool has.
 */
final class Pools implements Overlay {
  private final List<RoutingResource> pools;
  private final Origins origins;
  private final Map<String, Member> models = new LinkedHashMap<>();
  private final List<Refusal> conflicts = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  private record Member(RoutingResource pool, int index, Map<String, Object> model) {
    String path() {
      return "spec.models[%d]".formatted(index);
    }
  }

  /**
   * @param pools by age
   * @param origins takes where everything came from
   */
  Pools(List<RoutingResource> pools, Origins origins) {
    this.pools = pools;
    this.origins = origins;
    pools.forEach(this::take);
  }

  /** Pools that say of a model what an older one does not. */
  List<Refusal> conflicts() {
    return conflicts;
  }

  /** Default models that are not used. */
  List<Note> notes() {
    return notes;
  }

  private void take(RoutingResource pool) {
    int index = 0;
    for (var model : pool.items("models")) {
      var member = new Member(pool, index++, model);
      var name = RoutingResource.text(model, "name");
      var first = models.putIfAbsent(name, member);
      if (first != null && !Nodes.of(first.model()).equals(Nodes.of(model))) {
        conflicts.add(conflict(member, name, first));
      }
    }
    var used = RoutingResource.text(pools.getFirst().spec(), "defaultModel");
    var wanted = RoutingResource.text(pool.spec(), "defaultModel");
    if (!wanted.equals(used)) {
      notes.add(
          new Note(
              pool,
              "DefaultModelUnused",
              "spec.defaultModel: %s is not used: %s, which is older, says %s"
                  .formatted(wanted, pools.getFirst().title(), used)));
    }
  }

  private static Refusal conflict(Member member, String name, Member first) {
    boolean own = first.pool().sameObject(member.pool());
    return new Refusal(
        member.pool(),
        own ? Reason.VALIDATION_FAILED : Reason.CONFLICT,
        "%s.name: %s stands %s with other content (expected: the same content, or another name)"
            .formatted(member.path(), name, own ? "twice" : "in " + first.pool().title()));
  }

  @Override
  public Mapping over(Mapping root) {
    if (pools.isEmpty()) {
      return root;
    }
    var providers = root.mapping("providers");
    var routing = root.mapping("routing");
    return root.with(
            "providers",
            providers
                .with("defaults", defaults(providers.mapping("defaults")))
                .with("models", Nodes.sequence(providers(providers))))
        .with("routing", routing.with("modelCards", Nodes.sequence(cards(routing))));
  }

  private Mapping defaults(Mapping inFile) {
    var oldest = pools.getFirst();
    origins.add(
        "providers.defaults.default_model", oldest, "spec.defaultModel", UnaryOperator.identity());
    return inFile.with("default_model", Nodes.of(oldest.spec().get("defaultModel")));
  }

  private List<Mapping> cards(Mapping routing) {
    var cards = new ArrayList<Mapping>();
    models.forEach((name, member) -> {
      origins.add(
          "routing.modelCards[%d]".formatted(cards.size()),
          member.pool(),
          member.path(),
          Nodes::toCamel);
      cards.add(Models.card(member.model(), named(routing.items("modelCards"), name)));
    });
    return cards;
  }

  private List<Mapping> providers(Mapping providers) {
    var entries = new ArrayList<Mapping>();
    models.forEach((name, member) -> {
      var inFile = named(providers.items("models"), name);
      var metadata = Models.metadata(member.model());
      if (inFile != null || !metadata.isEmpty()) {
        var path = "providers.models[%d]".formatted(entries.size());
        entries.add(provider(path, inFile, metadata, member));
      }
    });
    return entries;
  }

  private Mapping provider(
      String path, @Nullable Mapping inFile, List<Entry> metadata, Member member) {
    if (inFile == null) {
      origins.add(path, member.pool(), member.path(), Models.inPool());
    }
    var entry =
        inFile == null
            ? new Mapping(
                List.of(Nodes.entry("name", Nodes.of(member.model().get("name")))), Mark.NOWHERE)
            : inFile;
    for (var said : metadata) {
      origins.add(
          path + "." + said.key(),
          member.pool(),
          member.path() + "." + Nodes.toCamel(said.key()),
          Models.inPool());
      entry = entry.with(said.key(), said.value());
    }
    return entry;
  }

  private static @Nullable Mapping named(List<ConfigNode> items, String name) {
    for (var item : items) {
      if (item instanceof Mapping mapping
          && mapping.value("name") instanceof Scalar scalar
          && scalar.text().equals(name)) {
        return mapping;
      }
    }
    return null;
  }
}
