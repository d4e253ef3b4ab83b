package io.signalbox.config.bind;

import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.Inline;
import io.signalbox.config.Key;
import io.signalbox.config.NotBlank;
import io.signalbox.config.Range;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record component as a place for a value of the document: what the binder, and whoever documents
 * the records, needs to know about it.
 *
 * @param name the component's name
 * @param key its key in the document
 * @param type its type, with type arguments
 * @param optional whether it is null when the key is absent
 * @param fallback the default as it would be written, or null
 * @param range the bounds of a number, or null
 * @param notBlank whether its texts must hold more than white space
 * @param inline whether its keys stand beside those of its record
 * @param doc what it means; may be empty
 */
public record Slot(
    String name,
    String key,
    Type type,
    boolean optional,
    @Nullable String fallback,
    @Nullable Range range,
    boolean notBlank,
    boolean inline,
    String doc) {

  /** Reflection reads annotations anew for each question, and a document asks for each record. */
  private static final ClassValue<List<Slot>> SLOTS =
      new ClassValue<>() {
        @Override
        protected List<Slot> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(Slot::of).toList();
        }
      };

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** The slots of a record, in order. */
  public static List<Slot> of(Class<?> type) {
    return SLOTS.get(type);
  }

  /** Whether the document must give a value. */
  public boolean required() {
    return !optional && fallback == null;
  }

  private static Slot of(RecordComponent component) {
    var key = component.getAnnotation(Key.class);
    var fallback = component.getAnnotation(Default.class);
    var doc = component.getAnnotation(Doc.class);
    return new Slot(
        component.getName(),
        key == null ? snakeCase(component.getName()) : key.value(),
        component.getGenericType(),
        component.getAnnotatedType().isAnnotationPresent(Nullable.class),
        fallback == null ? null : fallback.value(),
        component.getAnnotation(Range.class),
        component.isAnnotationPresent(NotBlank.class),
        component.isAnnotationPresent(Inline.class),
        doc == null ? "" : doc.value());
  }

  private static String snakeCase(String name) {
    return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
