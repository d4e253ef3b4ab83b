package io.signalbox.parts.meaning;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.config.PrototypeScoring;
import io.signalbox.infer.Embedder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sets of examples by name, and how like each of them a text is.
 *
 * <p>Examples are read when the first text is compared to them. The process has that done while it
 * warms up; a document can be checked without. The model keeps what it read, so that a call whose
 * time is up in the midst of it leaves less to the next one, and that the same examples in another
 * recipe cost nothing.
 */
public final class Prototypes {
  private final Meaning meaning;
  private final Embedder exemplars;
  private final Map<String, List<String>> examples = new LinkedHashMap<>();
  private final PrototypeScoring scoring;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Map<String, PrototypeBank> banks;

  /**
   * @param examples texts by the name of their set; blank ones do not count, equal ones once
   */
  public Prototypes(Ports ports, Map<String, List<String>> examples, PrototypeScoring scoring) {
    this.meaning = Meaning.of(ports);
    this.exemplars = ports.exemplars().orElseGet(Meaning.Absent::new);
    this.scoring = scoring;
    examples.forEach((name, texts) -> {
      var distinct = new LinkedHashSet<String>();
      texts.stream().map(String::strip).filter(text -> !text.isEmpty()).forEach(distinct::add);
      this.examples.put(name, List.copyOf(distinct));
    });
  }

  /**
   * How like each set a text is, in the order of the sets; a blank text is like nothing.
   *
   * @throws RouterException when the model cannot tell
   */
  public Map<String, Likeness> likeness(String text, Deadline deadline) {
    var likeness = new LinkedHashMap<String, Likeness>();
    if (text.isBlank()) {
      examples.keySet().forEach(name -> likeness.put(name, Likeness.NONE));
      return likeness;
    }
    var known = banks(deadline);
    var vector = meaning.of(text, deadline);
    known.forEach((name, bank) -> likeness.put(name, bank.likeness(vector)));
    return likeness;
  }

  private Map<String, PrototypeBank> banks(Deadline deadline) {
    var known = banks;
    if (known != null) {
      return known;
    }
    try {
      if (!reading.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw new RouterException(Fault.TIMEOUT, "examples are still being read");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RouterException(Fault.CANCELLED, "interrupted");
    }
    try {
      known = banks;
      if (known == null) {
        known = read(deadline);
        banks = known;
      }
      return known;
    } finally {
      reading.unlock();
    }
  }

  private Map<String, PrototypeBank> read(Deadline deadline) {
    var read = new LinkedHashMap<String, PrototypeBank>();
    examples.forEach((name, texts) -> {
      var known = new ArrayList<PrototypeBank.Example>();
      for (var text : texts) {
        known.add(new PrototypeBank.Example(text, exemplars.embed(text, deadline)));
      }
      read.put(name, PrototypeBank.of(known, scoring));
    });
    return read;
  }
}
