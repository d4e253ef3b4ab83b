package io.signalbox.server.admin.config;

import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Entry;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.ConfigNode.Sequence;
import io.signalbox.server.admin.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts secrets back into a document that a client got with its secrets hidden, changed and sent.
 *
 * <p>A hidden secret belongs to the same path of the document before. Items of lists are the same
 * when they have the same {@code name}; without one, when nothing but their secrets is hidden from
 * the client's eyes, so that no secret moves to a place that is not its own. Where no secret
 * belongs, the document is refused: the word must never be stored in place of a key.
 */
final class Restoration {
  private final Map<Scalar, ConfigNode> restored = new HashMap<>();

  private Restoration() {}

  /**
   * What came back.
   *
   * @param root the document with its secrets
   * @param replaced each node that stood for a secret, known by its place, with the secret
   */
  record Restored(Mapping root, Map<Scalar, ConfigNode> replaced) {}

  static Restored of(Mapping sent, Mapping before) {
    if (!hides(sent)) {
      return new Restored(sent, Map.of());
    }
    var restoration = new Restoration();
    var root = restoration.mapping(sent, before, "");
    return new Restored(root, restoration.restored);
  }

  private Mapping mapping(Mapping sent, @Nullable Mapping before, String path) {
    var entries = new ArrayList<Entry>();
    for (var entry : sent.entries()) {
      var own = before == null ? null : before.entry(entry.key());
      boolean secret = Redaction.isSecret(sent, entry);
      // Where there was no secret, none can be meant.
      var old =
          own != null && before != null && (!secret || Redaction.isSecret(before, own))
              ? own.value()
              : null;
      var at = path.isEmpty() ? entry.key() : path + "." + entry.key();
      var value =
          Redaction.isHeaders(entry.key()) && entry.value() instanceof Mapping headers
              ? headers(headers, old, at)
              : node(entry.value(), old, secret, at);
      entries.add(new Entry(entry.key(), entry.keyMark(), value));
    }
    return new Mapping(entries, sent.mark());
  }

  private Mapping headers(Mapping sent, @Nullable ConfigNode before, String path) {
    var entries = new ArrayList<Entry>();
    for (var entry : sent.entries()) {
      var own = before instanceof Mapping mapping ? mapping.value(entry.key()) : null;
      var value = node(entry.value(), own, true, path + "." + entry.key());
      entries.add(new Entry(entry.key(), entry.keyMark(), value));
    }
    return new Mapping(entries, sent.mark());
  }

  private ConfigNode node(
      ConfigNode sent, @Nullable ConfigNode before, boolean secret, String path) {
    return switch (sent) {
      case Mapping mapping -> mapping(mapping, before instanceof Mapping m ? m : null, path);
      case Sequence sequence -> {
        if (secret && isBareWord(sequence)) {
          throw refused(path);
        }
        yield list(sequence, before instanceof Sequence s ? s.items() : List.of(), path);
      }
      case Scalar scalar -> scalar(scalar, before, secret, path);
    };
  }

  private ConfigNode scalar(Scalar sent, @Nullable ConfigNode before, boolean secret, String path) {
    boolean word = sent.text().equals(Redaction.WORD);
    if (!Redaction.isHidden(sent.text()) || (word && !secret)) {
      return sent;
    }
    if (before == null || !isShownAs(before, sent)) {
      throw refused(path);
    }
    // A text that two aliases share may stand for two secrets; it has no one place then.
    restored.merge(
        sent, before, (one, other) -> one.equals(other) ? one : Mapping.empty(sent.mark()));
    return before;
  }

  private static boolean isShownAs(ConfigNode before, Scalar sent) {
    if (sent.text().equals(Redaction.WORD)) {
      return !(before instanceof Scalar own && own.text().equals(Redaction.WORD));
    }
    return Redaction.of(before) instanceof Scalar shown && shown.text().equals(sent.text());
  }

  /** Whether anything in a node may stand for a secret. */
  private static boolean hides(ConfigNode node) {
    return switch (node) {
      case Mapping mapping -> mapping.entries().stream().anyMatch(entry -> hides(entry.value()));
      case Sequence sequence ->
          isBareWord(sequence) || sequence.items().stream().anyMatch(Restoration::hides);
      case Scalar scalar -> Redaction.isHidden(scalar.text());
    };
  }

  /** Without quotes, the word reads as a list of one text. */
  private static boolean isBareWord(Sequence sequence) {
    return sequence.items().size() == 1
        && sequence.items().getFirst() instanceof Scalar only
        && only.text().equals("REDACTED");
  }

  private Sequence list(Sequence sent, List<ConfigNode> before, String path) {
    var items = new ArrayList<ConfigNode>();
    for (int i = 0; i < sent.items().size(); i++) {
      var item = sent.items().get(i);
      // To look for the counterparts of all would take time that grows with the square of them.
      items.add(
          hides(item)
              ? node(item, counterpart(item, i, before), false, path + "[" + i + "]")
              : item);
    }
    return new Sequence(items, sent.mark());
  }

  /** The item of the list before that an item stands for; null when that is not certain. */
  private static @Nullable ConfigNode counterpart(
      ConfigNode item, int index, List<ConfigNode> before) {
    if (item instanceof Mapping mapping && !Edits.text(mapping, "name").isEmpty()) {
      var name = Edits.text(mapping, "name");
      var named =
          before.stream()
              .filter(old -> old instanceof Mapping m && Edits.text(m, "name").equals(name))
              .toList();
      if (named.size() == 1) {
        return named.getFirst();
      }
    }
    var shown = NodeJson.of(item);
    if (index < before.size() && shown.equals(NodeJson.of(Redaction.of(before.get(index))))) {
      return before.get(index);
    }
    var alike =
        before.stream().filter(old -> NodeJson.of(Redaction.of(old)).equals(shown)).toList();
    return alike.size() == 1 ? alike.getFirst() : null;
  }

  private static Refusal refused(String path) {
    return Refusal.invalid(
        "%s: %s stands for no secret that the configuration has there (expected: the secret, or ${VARIABLE})"
            .formatted(path, Redaction.WORD));
  }
}
