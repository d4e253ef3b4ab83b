package io.signalbox.config.bind;

import io.signalbox.config.Default;
import io.signalbox.config.Inline;
import io.signalbox.config.Key;
import io.signalbox.config.Range;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.ConfigNode.Sequence;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Places.Place;
import io.signalbox.config.tree.Places.Spot;
import io.signalbox.config.tree.Problem;
import io.signalbox.config.tree.Problems;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Binds mappings of a document to records.
 *
 * <p>A key is the component's name in snake case, or what {@link Key} says. A {@link Inline}
 * mapping takes the keys that the record does not name and the contract says nothing of. A
 * component is a {@code String}, number, boolean, {@link Duration}, enum, record, raw {@link
 * ConfigNode}, or a {@code List} or {@code Map<String, …>} of such. It is required unless it is
 * {@code @Nullable} or has a {@link Default}; an explicit null is as good as an absent key. A
 * component whose value cannot be read gets its default or a placeholder, so that one pass finds
 * all problems.
 */
public final class Binder {
  /** Reflection is dear, and a document asks for each record. */
  private static final ClassValue<Constructor<?>> CONSTRUCTORS =
      new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
          var parameters =
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new);
          try {
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor;
          } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
          }
        }
      };

  private final Problems problems;
  private final Places places;
  private final StrayKeys strayKeys;

  /**
   * @param problems takes what is wrong
   * @param places remembers where each bound record stood
   * @param lenient whether unknown and unsupported keys are warned about and ignored
   */
  public Binder(Problems problems, Places places, Vocabulary vocabulary, boolean lenient) {
    this(problems, places, new StrayKeys(problems, vocabulary, lenient));
  }

  private Binder(Problems problems, Places places, StrayKeys strayKeys) {
    this.problems = problems;
    this.places = places;
    this.strayKeys = strayKeys;
  }

  /**
   * The record that a mapping stands for, or null when anything in it is wrong.
   *
   * @param path where the mapping stands, such as {@code routing.signals.keywords[0]}
   */
  public <T extends Record> @Nullable T bind(Mapping mapping, Class<T> type, String path) {
    var before = problems.errors();
    var bound = bindAnyway(mapping, type, path);
    return problems.errors() == before ? bound : null;
  }

  /** As {@link #bind}, with placeholders where something is wrong; null when nothing could be. */
  public <T extends Record> @Nullable T bindAnyway(Mapping mapping, Class<T> type, String path) {
    var keys = keys(type);
    boolean open = open(type);
    for (var entry : mapping.entries()) {
      var entryPath = Places.join(path, entry.key());
      if (!keys.contains(entry.key()) && !(open && strayKeys.unheardOf(entryPath))) {
        strayKeys.judge(entry, entryPath, keys);
      }
    }
    return bindKnown(mapping, type, path);
  }

  /** The keys of a record, with those of components that stand among them. */
  private static List<String> keys(Class<?> type) {
    return Slot.of(type).stream()
        .flatMap(slot -> slot.inline() ? inlineKeys(slot).stream() : Stream.of(slot.key()))
        .toList();
  }

  private static List<String> inlineKeys(Slot slot) {
    return raw(slot.type()) == Mapping.class ? List.of() : keys(raw(slot.type()));
  }

  /** Whether a record takes keys that it does not name, to have them bound late. */
  private static boolean open(Class<?> type) {
    return Slot.of(type).stream()
        .anyMatch(slot -> slot.inline() && raw(slot.type()) == Mapping.class);
  }

  /** The entries that a record takes without naming their keys. */
  private Mapping unnamed(Mapping mapping, Class<?> type, String path) {
    var keys = keys(type);
    var entries =
        mapping.entries().stream()
            .filter(entry ->
                !keys.contains(entry.key()) && strayKeys.unheardOf(Places.join(path, entry.key())))
            .toList();
    return new Mapping(entries, mapping.mark());
  }

  private <T extends Record> @Nullable T bindKnown(Mapping mapping, Class<T> type, String path) {
    var place = new Place(path, mapping.mark());
    var slots = Slot.of(type);
    var before = problems.errors();
    var values =
        slots.stream()
            .map(slot ->
                slot.inline() && raw(slot.type()) == Mapping.class
                    ? unnamed(mapping, type, path)
                    : component(slot, mapping, path, place))
            .toArray();
    var sound = problems.errors() == before;
    var record = construct(type, values, mapping, path, sound);
    if (record != null) {
      places.remember(record, place);
    }
    return record;
  }

  private @Nullable Object component(Slot slot, Mapping mapping, String path, Place place) {
    if (slot.inline()) {
      return bindKnown(mapping, raw(slot.type()).asSubclass(Record.class), path);
    }
    var entry = mapping.entry(slot.key());
    var slotPath = Places.join(path, slot.key());
    var mark = entry == null ? mapping.mark() : entry.keyMark();
    var before = problems.errors();
    var node = entry == null || isAbsent(slot, entry.value()) ? null : entry.value();
    Object value = null;
    if (node != null) {
      value = value(slot, slot.type(), node, slotPath);
      items(slot, node, slotPath, place);
    } else if (slot.required()) {
      problems.error(mark.line(), slotPath, "missing", expectation(slot.type()));
    }
    var sound = problems.errors() == before;
    var scalar = node instanceof Scalar s ? s : null;
    place.remember(slot.name(), new Spot(slotPath, mark, node != null, sound, scalar));
    return value != null ? value : substitute(slot, mark, slotPath);
  }

  /** Whether a value is as good as none: null, or blank where there may be none. */
  private static boolean isAbsent(Slot slot, ConfigNode node) {
    var raw = raw(slot.type());
    var mayBeBlank = ScalarReader.reads(raw) && (slot.optional() || raw.isEnum());
    var blank = node instanceof Scalar scalar && scalar.text().isBlank();
    return node.isNull() || (blank && mayBeBlank);
  }

  /** Remembers where the items of a list stand. */
  private static void items(Slot slot, ConfigNode node, String path, Place place) {
    if (node instanceof Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        var item = sequence.items().get(i);
        var scalar = item instanceof Scalar s ? s : null;
        var spot = new Spot(Places.item(path, i), item.mark(), true, true, scalar);
        place.remember(Places.item(slot.name(), i), spot);
      }
    }
  }

  private @Nullable Object value(Slot slot, Type type, ConfigNode node, String path) {
    var raw = raw(type);
    if (ConfigNode.class.isAssignableFrom(raw)) {
      return raw.isInstance(node) ? node : mismatch(node, path, expectation(type));
    }
    if (ScalarReader.reads(raw)) {
      return scalar(slot, raw, node, path);
    }
    if (raw == List.class) {
      return node instanceof Sequence sequence
          ? list(slot, sequence, argument(type, 0), path)
          : mismatch(node, path, expectation(type));
    }
    if (!(node instanceof Mapping mapping)) {
      return mismatch(node, path, expectation(type));
    }
    if (raw == Map.class) {
      return map(slot, mapping, argument(type, 1), path);
    }
    return bindAnyway(mapping, raw.asSubclass(Record.class), path);
  }

  private @Nullable Object scalar(Slot slot, Class<?> type, ConfigNode node, String path) {
    if (!(node instanceof Scalar scalar)) {
      return mismatch(node, path, ScalarReader.expectation(type));
    }
    var value = ScalarReader.read(type, scalar.text());
    if (value == null) {
      return strayKeys.judgeValue(scalar, path)
          ? null
          : mismatch(node, path, ScalarReader.expectation(type));
    }
    if (slot.notBlank() && value instanceof String text && text.isBlank()) {
      mismatch(node, path, "text that is not blank");
    }
    var range = slot.range();
    if (range != null && !within(range, value)) {
      mismatch(node, path, bounds(range));
    }
    return strayKeys.judgeValue(scalar, path) ? null : value;
  }

  private List<Object> list(Slot slot, Sequence sequence, Type type, String path) {
    var items = new ArrayList<Object>();
    var index = 0;
    for (var node : sequence.items()) {
      var item = element(slot, type, node, Places.item(path, index++));
      if (item != null) {
        items.add(item);
      }
    }
    return Collections.unmodifiableList(items);
  }

  private Map<String, Object> map(Slot slot, Mapping mapping, Type type, String path) {
    var values = new LinkedHashMap<String, Object>();
    for (var entry : mapping.entries()) {
      var value = element(slot, type, entry.value(), Places.join(path, entry.key()));
      if (value != null) {
        values.put(entry.key(), value);
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private @Nullable Object element(Slot slot, Type type, ConfigNode node, String path) {
    if (!node.isNull() || raw(type) == ConfigNode.class) {
      return value(slot, type, node, path);
    }
    if (raw(type) == List.class) {
      return List.of();
    }
    if (raw(type) == Map.class) {
      return Map.of();
    }
    return mismatch(node, path, expectation(type));
  }

  private @Nullable Object mismatch(ConfigNode node, String path, String expectation) {
    var shown = node instanceof Scalar ? Problem.shown(path, node.written()) : node.written();
    problems.error(node.mark().line(), path, shown, expectation);
    return null;
  }

  /** The default of a slot; without one, null or, for a required slot, a placeholder. */
  private @Nullable Object substitute(Slot slot, ConfigNode.Mark mark, String path) {
    var raw = raw(slot.type());
    if (slot.optional()) {
      return null;
    }
    if (ScalarReader.reads(raw)) {
      var read = slot.fallback() == null ? null : ScalarReader.read(raw, slot.fallback());
      return read == null ? ScalarReader.placeholder(raw) : read;
    }
    if (raw == List.class) {
      return List.of();
    }
    if (raw == Map.class) {
      return Map.of();
    }
    if (raw == Sequence.class) {
      return new Sequence(List.of(), mark);
    }
    if (ConfigNode.class.isAssignableFrom(raw)) {
      return Mapping.empty(mark);
    }
    var silent = slot.required() ? new Problems(problems.file()) : problems;
    var binder = new Binder(silent, places, strayKeys);
    return binder.bindAnyway(Mapping.empty(mark), raw.asSubclass(Record.class), path);
  }

  private <T extends Record> @Nullable T construct(
      Class<T> type, @Nullable Object[] values, Mapping mapping, String path, boolean sound) {
    try {
      return type.cast(CONSTRUCTORS.get(type).newInstance(values));
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException refusal)) {
        throw new IllegalStateException(type + " cannot be constructed", e);
      }
      if (sound) {
        var message = String.valueOf(refusal.getMessage());
        problems.error(mapping.mark().line(), path, message, "");
      }
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be constructed", e);
    }
  }

  private static boolean within(Range range, Object value) {
    return switch (value) {
      case Number number ->
          number.doubleValue() >= range.min() && number.doubleValue() <= range.max();
      case Duration duration -> {
        var seconds = duration.toNanos() / 1e9;
        yield seconds >= range.min() && seconds <= range.max();
      }
      default -> true;
    };
  }

  private static String bounds(Range range) {
    if (range.max() == Double.POSITIVE_INFINITY) {
      return "at least " + plain(range.min());
    }
    return range.min() == Double.NEGATIVE_INFINITY
        ? "at most " + plain(range.max())
        : plain(range.min()) + " to " + plain(range.max());
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }

  private static String expectation(Type type) {
    var raw = raw(type);
    if (ScalarReader.reads(raw)) {
      return ScalarReader.expectation(raw);
    }
    if (raw == List.class || raw == Sequence.class) {
      return "a list";
    }
    return raw == ConfigNode.class ? "a value" : raw == Scalar.class ? "text" : "a mapping";
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
