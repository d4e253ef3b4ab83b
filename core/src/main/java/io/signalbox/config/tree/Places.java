package io.signalbox.config.tree;

import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.ConfigNode.Scalar;
import io.signalbox.config.tree.Problem.Severity;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where every bound record and each of its components stood, so that what is found wrong
 * later can still be told with its place. Records are told apart by identity, not by content.
 */
public final class Places {
  private final String file;
  private final IdentityHashMap<Record, Place> places = new IdentityHashMap<>();

  /**
   * @param file how the file is named in problems
   */
  public Places(String file) {
    this.file = file;
  }

  /** How the file is named in problems. */
  public String file() {
    return file;
  }

  /** An error at a component; {@code component} may name an item: {@code keywords[2]}. */
  public Problem problem(Record record, String component, String value, String expectation) {
    return at(Severity.ERROR, record, component, value, expectation);
  }

  /** A warning at a component. */
  public Problem warning(Record record, String component, String value, String expectation) {
    return at(Severity.WARNING, record, component, value, expectation);
  }

  /** The path of a component, such as {@code routing.decisions[0].plugins}. */
  public String path(Record record, String component) {
    return spot(record, component).path();
  }

  /** The line of a component; that of its record when the document does not name it. */
  public int line(Record record, String component) {
    return spot(record, component).mark().line();
  }

  /** Whether the document gives the component a value, rather than leaving it to the default. */
  public boolean states(Record record, String component) {
    return spot(record, component).stated();
  }

  /** Whether the component's value is the document's, not a placeholder for a reported error. */
  public boolean sound(Record record, String component) {
    return spot(record, component).sound();
  }

  /** A key beneath a path. */
  public static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** An item beneath a path. */
  public static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /** Remembers where a record stood. */
  public void remember(Record record, Place place) {
    places.put(record, place);
  }

  private Problem at(
      Severity severity, Record record, String component, String value, String expectation) {
    var spot = spot(record, component);
    var shown = Problem.shown(spot.path(), spot.unsubstituted(value));
    return new Problem(severity, file, spot.mark().line(), spot.path(), shown, expectation);
  }

  private Spot spot(Record record, String component) {
    var place = places.get(record);
    if (place == null) {
      return new Spot(component, Mark.START, false, true, null);
    }
    var spot = place.spots.get(component);
    if (spot != null) {
      return spot;
    }
    var whole =
        component.indexOf('[') < 0 ? null : place.spots.get(component.replaceAll("\\[.*", ""));
    return new Spot(
        join(place.path, component), whole == null ? place.mark : whole.mark(), false, true, null);
  }

  /**
   * Where one component stood.
   *
   * @param stated whether the document gives a value
   * @param sound whether that value could be read
   * @param scalar the value, when it is a scalar
   */
  public record Spot(
      String path, Mark mark, boolean stated, boolean sound, @Nullable Scalar scalar) {

    /** The value with what the environment put in taken out again: it may be secret. */
    String unsubstituted(String value) {
      return scalar == null || scalar.text().isEmpty()
          ? value
          : value.replace(scalar.text(), scalar.written());
    }
  }

  /** Where one record stood, and its components with their items. */
  public static final class Place {
    private final String path;
    private final Mark mark;
    private final Map<String, Spot> spots = new HashMap<>();

    /**
     * @param path of the record, such as {@code routing.decisions[0]}
     */
    public Place(String path, Mark mark) {
      this.path = path;
      this.mark = mark;
    }

    /** Remembers where a component stood; an item as {@code keywords[2]}. */
    public void remember(String component, Spot spot) {
      spots.put(component, spot);
    }
  }
}
