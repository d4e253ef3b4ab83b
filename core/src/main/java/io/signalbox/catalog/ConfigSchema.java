package io.signalbox.catalog;

import io.signalbox.config.Document;
import io.signalbox.config.PluginConfig;
import io.signalbox.config.Range;
import io.signalbox.config.Routing;
import io.signalbox.config.Secret;
import io.signalbox.config.bind.Slot;
import io.signalbox.config.bind.Vocabulary;
import io.signalbox.config.bind.Vocabulary.Note;
import io.signalbox.config.bind.Vocabulary.Standing;
import io.signalbox.config.tree.ConfigNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The JSON Schema of the configuration document, draft 7, which editors know best. It is made from
 * the records that documents are bound to and from the list of parts, so it cannot tell of a key
 * that is not there.
 *
 * <p>It is a little wider than the router: any scalar may be a reference to the environment, and
 * what one key demands of another is left to {@code signalbox validate}.
 */
public final class ConfigSchema {
  private static final String DRAFT = "http://json-schema.org/draft-07/schema#";
  private static final String REFERENCE = "reference";
  private static final String OFF = "off";

  private final Catalog catalog;
  private final Vocabulary vocabulary = Vocabulary.standard();
  private final ObjectNode definitions = JsonMapper.shared().createObjectNode();

  private ConfigSchema(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The schema of documents for these parts. */
  public static ObjectNode of(Catalog catalog) {
    return new ConfigSchema(catalog).document();
  }

  private ObjectNode document() {
    definitions
        .putObject(REFERENCE)
        .put("description", "A reference to the environment, such as ${NAME} or ${NAME:-other}.")
        .put("type", "string")
        .put("pattern", "\\$");
    definitions.set(OFF, off());
    var root = object(Document.class, "");
    var schema =
        node().put("$schema", DRAFT).put("title", "Signalbox configuration " + Document.VERSION);
    schema.setAll(root);
    schema.set("definitions", definitions);
    return schema;
  }

  /** A record, written out where it is first met and referred to from then on. */
  private ObjectNode record(Class<?> type, String path) {
    var name = name(type);
    if (!definitions.has(name)) {
      // The place is taken before the record is looked at: rules hold rules.
      var definition = definitions.putObject(name);
      definition.setAll(object(type, path));
    }
    return node().put("$ref", "#/definitions/" + name);
  }

  private static String name(Class<?> type) {
    var enclosing = type.getEnclosingClass();
    return enclosing == null
        ? type.getSimpleName()
        : enclosing.getSimpleName() + "." + type.getSimpleName();
  }

  private ObjectNode object(Class<?> type, String path) {
    var schema = node().put("type", "object");
    var properties = schema.putObject("properties");
    members(type, path, schema, properties);
    unbound(properties, path);
    schema.put("additionalProperties", false);
    if (type == PluginConfig.class) {
      configurations(schema);
    }
    return schema;
  }

  private void members(Class<?> type, String path, ObjectNode schema, ObjectNode properties) {
    for (var slot : Slot.of(type)) {
      if (slot.inline()) {
        inline((Class<?>) slot.type(), path, schema, properties);
        continue;
      }
      properties.set(slot.key(), slot(type, slot, join(path, slot.key())));
      if (slot.required()) {
        schema.withArrayProperty("required").add(slot.key());
      }
    }
  }

  /** Keys that stand among those of the record: a record's own, or one block an algorithm. */
  private void inline(Class<?> type, String path, ObjectNode schema, ObjectNode properties) {
    if (type != ConfigNode.Mapping.class) {
      members(type, path, schema, properties);
      return;
    }
    for (var part : catalog.selectors()) {
      var block = record(part.config(), join(path, part.type()));
      properties.set(part.type(), either(block, node().put("type", "null")));
    }
  }

  private ObjectNode slot(Class<?> owner, Slot slot, String path) {
    var value =
        owner == Routing.class && slot.key().equals("signals")
            ? signals(path)
            : value(slot, slot.type(), path);
    // What need not be said may be said to be null.
    var schema = slot.required() ? value : either(value, node().put("type", "null"));
    var described = node();
    if (!slot.doc().isEmpty()) {
      described.put("description", slot.doc());
    }
    var fallback = slot.fallback();
    if (fallback != null && !fallback.equals("[]") && !fallback.equals("{}")) {
      standard(described, slot.type(), fallback);
    }
    described.setAll(schema);
    return described;
  }

  private static void standard(ObjectNode schema, Type type, String fallback) {
    if (type == int.class || type == long.class) {
      schema.put("default", Long.parseLong(fallback.replace("_", "")));
    } else if (type == double.class) {
      schema.put("default", Double.parseDouble(fallback));
    } else if (type == boolean.class) {
      schema.put("default", Boolean.parseBoolean(fallback));
    } else {
      schema.put("default", fallback);
    }
  }

  private ObjectNode value(Slot slot, Type type, String path) {
    var raw = raw(type);
    if (raw == List.class) {
      var list = node().put("type", "array");
      list.set("items", value(slot, argument(type, 0), path + "[]"));
      return list;
    }
    if (raw == Map.class) {
      var map = node().put("type", "object");
      map.set("additionalProperties", value(slot, argument(type, 1), path + ".*"));
      return map;
    }
    if (raw == ConfigNode.Mapping.class) {
      return node().put("type", "object");
    }
    if (ConfigNode.class.isAssignableFrom(raw)) {
      return node();
    }
    return raw.isRecord() && raw != Secret.class ? record(raw, path) : scalar(slot, raw);
  }

  private ObjectNode scalar(Slot slot, Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return orReference(node().put("type", "boolean"));
    }
    if (type == Duration.class) {
      return node()
          .put("type", "string")
          .put("pattern", "^(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|ms|s|m|h))+$|^0$|\\$");
    }
    if (type.isEnum()) {
      return constants(type);
    }
    if (type == String.class || type == Secret.class) {
      // A bare number or truth is a text where a text is asked for.
      var text = node();
      text.putArray("type").add("string").add("number").add("boolean");
      return slot.notBlank() ? text.put("minLength", 1) : text;
    }
    boolean whole = type != double.class && type != Double.class;
    return orReference(bounded(node().put("type", whole ? "integer" : "number"), slot.range()));
  }

  private static ObjectNode constants(Class<?> type) {
    var schema = node();
    var values = schema.putArray("enum");
    // Letter case does not matter; editors offer what the schema holds.
    for (var constant : type.getEnumConstants()) {
      values.add(constant.toString().toLowerCase(Locale.ROOT));
    }
    for (var constant : type.getEnumConstants()) {
      values.add(constant.toString().toUpperCase(Locale.ROOT));
    }
    return schema;
  }

  private static ObjectNode bounded(ObjectNode schema, @Nullable Range range) {
    if (range != null && range.min() != Double.NEGATIVE_INFINITY) {
      number(schema, "minimum", range.min());
    }
    if (range != null && range.max() != Double.POSITIVE_INFINITY) {
      number(schema, "maximum", range.max());
    }
    return schema;
  }

  private static void number(ObjectNode schema, String key, double bound) {
    if (bound == Math.rint(bound)) {
      schema.put(key, (long) bound);
    } else {
      schema.put(key, bound);
    }
  }

  private ObjectNode orReference(ObjectNode schema) {
    return either(schema, node().put("$ref", "#/definitions/" + REFERENCE));
  }

  private static ObjectNode either(ObjectNode first, ObjectNode second) {
    var either = node();
    var options = either.putArray("anyOf");
    if (first.size() == 1 && first.has("anyOf")) {
      first.withArrayProperty("anyOf").forEach(options::add);
    } else {
      options.add(first);
    }
    options.add(second);
    return either;
  }

  /** One list a kind of signal. */
  private ObjectNode signals(String path) {
    var schema = node().put("type", "object");
    var properties = schema.putObject("properties");
    for (var part : catalog.signals()) {
      var list = node().put("type", "array");
      list.set("items", record(part.config(), join(path, part.listKey()) + "[]"));
      properties.set(part.listKey(), either(list, node().put("type", "null")));
    }
    for (var name : vocabulary.names(Vocabulary.Kind.SIGNAL)) {
      if (!properties.has(name)) {
        properties.set(name, unbound(new Note(Standing.UNSUPPORTED, ""), join(path, name)));
      }
    }
    return schema.put("additionalProperties", false);
  }

  /** The configuration that belongs to each type of plugin. */
  private void configurations(ObjectNode schema) {
    var rules = schema.putArray("allOf");
    for (var part : catalog.plugins()) {
      var rule = rules.addObject();
      rule.putObject("if")
          .putObject("properties")
          .putObject("type")
          .putArray("enum")
          .addAll(names(part));
      rule.putObject("then")
          .putObject("properties")
          .set("configuration", record(part.config(), "plugins[].configuration"));
    }
  }

  /** A key that no record takes: how it may be written, and what to write instead. */
  private ObjectNode unbound(Note note, String path) {
    var hint = note.hint().isEmpty() ? "" : " Write instead: " + note.hint() + ".";
    if (note.standing() == Standing.NO_EFFECT) {
      return node().put("description", "Has no effect." + hint).put("deprecated", true);
    }
    if (note.standing() == Standing.SECTION) {
      var section = node().put("type", "object");
      unbound(section.putObject("properties"), path);
      return either(section.put("additionalProperties", false), node().put("type", "null"));
    }
    var schema = node().put("description", "Not supported yet." + hint).put("deprecated", true);
    var options = schema.putArray("anyOf");
    options.addObject().put("$ref", "#/definitions/" + OFF);
    if (note.standing() == Standing.OPT_IN) {
      var silent = options.addObject().put("type", "object");
      var enabled = silent.putObject("not").put("type", "object");
      enabled.putObject("properties").putObject("enabled").put("const", true);
      enabled.putArray("required").add("enabled");
    }
    return schema;
  }

  private void unbound(ObjectNode properties, String path) {
    for (var key : vocabulary.children(path)) {
      if (!properties.has(key)) {
        var place = join(path, key);
        vocabulary.key(place).ifPresent(note -> properties.set(key, unbound(note, place)));
      }
    }
  }

  /** What asks for nothing: absent, empty, switched off, or made of such values. */
  private static ObjectNode off() {
    var schema = node().put("description", "Nothing, or switched off.");
    var options = schema.putArray("anyOf");
    options.addObject().putArray("enum").add("").add(0).add(false).addNull();
    options.addObject().put("type", "array").put("maxItems", 0);
    options
        .addObject()
        .put("type", "object")
        .putObject("additionalProperties")
        .put("$ref", "#/definitions/" + OFF);
    var disabled = options.addObject().put("type", "object");
    disabled.putObject("properties").putObject("enabled").put("const", false);
    disabled.putArray("required").add("enabled");
    var mode = options.addObject().put("type", "object");
    mode.putObject("properties")
        .putObject("mode")
        .putArray("enum")
        .add("disabled")
        .add("none")
        .add("off");
    mode.putArray("required").add("mode");
    return schema;
  }

  private List<StringNode> names(PluginPart<?> part) {
    return vocabulary.spellings(Vocabulary.Kind.PLUGIN, part.type()).stream()
        .map(StringNode::valueOf)
        .toList();
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static ObjectNode node() {
    return JsonMapper.shared().createObjectNode();
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) type;
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
