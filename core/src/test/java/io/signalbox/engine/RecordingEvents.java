package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Verdict;
import io.signalbox.plugin.Figure;
import io.signalbox.plugin.Routed;
import io.signalbox.signal.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers every event, in order. */
public final class RecordingEvents implements RouterEvents {
  /** One event of any kind. */
  public sealed interface Event {
    record SignalRead(String type, Reading reading, Thread thread) implements Event {}

    record Decided(String recipe, Verdict verdict) implements Event {}

    record Selected(Routed routed, Duration took) implements Event {}

    record RoutedTo(Routed routed) implements Event {}

    record PluginRan(String type, @Nullable RouterException error) implements Event {}

    record Measured(String type, Figure figure) implements Event {}

    record Replied(int status, boolean stream) implements Event {}

    record Finished(Routed routed, Ending ending) implements Event {}

    record ServedAs(Served served) implements Event {}

    record Failed(@Nullable String askedFor, RouterException error) implements Event {}

    record Unseen(String reason) implements Event {}
  }

  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  /** Everything that happened. */
  public List<Event> all() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  /** What happened of one kind. */
  public <E extends Event> List<E> of(Class<E> kind) {
    return all().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The kinds of what happened, in order. */
  public List<String> kinds() {
    return all().stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  @Override
  public void signalRead(Call call, String type, Reading reading, Duration took) {
    events.add(new Event.SignalRead(type, reading, Thread.currentThread()));
  }

  @Override
  public void decided(Call call, String recipe, Verdict verdict, Duration took) {
    events.add(new Event.Decided(recipe, verdict));
  }

  @Override
  public void selected(Routed routed, Duration took) {
    events.add(new Event.Selected(routed, took));
  }

  @Override
  public void routed(Routed routed, Duration took) {
    events.add(new Event.RoutedTo(routed));
  }

  @Override
  public void pluginRan(
      String type, Routed routed, Duration took, @Nullable RouterException error) {
    events.add(new Event.PluginRan(type, error));
  }

  @Override
  public void pluginMeasured(String type, Routed routed, Figure figure) {
    events.add(new Event.Measured(type, figure));
  }

  @Override
  public void replied(Routed routed, int status, boolean stream, Duration took) {
    events.add(new Event.Replied(status, stream));
  }

  @Override
  public void finished(Routed routed, Ending ending) {
    events.add(new Event.Finished(routed, ending));
  }

  @Override
  public void served(Call call, Served served) {
    events.add(new Event.ServedAs(served));
  }

  @Override
  public void failed(Call call, @Nullable String askedFor, RouterException error) {
    events.add(new Event.Failed(askedFor, error));
  }

  @Override
  public void unseen(Call call, String reason) {
    events.add(new Event.Unseen(reason));
  }
}
