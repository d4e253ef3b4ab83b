package io.signalbox.server.story;

import io.signalbox.chat.Call;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents.Asked;
import io.signalbox.engine.RouterEvents.Ending;
import io.signalbox.engine.RouterEvents.Served;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Routed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a call did, as far as it has come.
 *
 * @param call who asks
 * @param began when it was about to be routed
 * @param asked the shape of the request, or null when it was never read
 * @param routing how long the decision took
 * @param routed everything decided about it, or null when nothing was
 * @param plugins those that ran, innermost first
 * @param deeds what plugins did that is counted, with how often they did it to what
 * @param hit the kept answer that was served, or null when none was
 * @param ending how the backend's reply ended, or null when there was none
 * @param served what the client got, or null as long as the call is open
 */
public record Story(
    Call call,
    Instant began,
    @Nullable Asked asked,
    Duration routing,
    @Nullable Routed routed,
    List<PluginRun> plugins,
    Map<Deed, Map<String, Integer>> deeds,
    CacheEvent.@Nullable Hit hit,
    @Nullable Ending ending,
    @Nullable Served served) {

  /**
   * What a plugin did.
   *
   * @param type by which it is configured
   * @param error that it ended with, or null when it did its work
   */
  public record PluginRun(String type, @Nullable RouterException error) {}

  public Story {
    plugins = List.copyOf(plugins);
    deeds = Map.copyOf(deeds);
  }

  static Story begun(Call call, Instant began, @Nullable Asked asked) {
    return new Story(
        call, began, asked, Duration.ZERO, null, List.of(), Map.of(), null, null, null);
  }

  Story withRouted(Routed other, Duration took) {
    return new Story(call, began, asked, took, other, plugins, deeds, hit, ending, served);
  }

  Story withRouted(Routed other) {
    return withRouted(other, routing);
  }

  Story withPlugin(PluginRun run) {
    var all = new ArrayList<>(plugins);
    all.add(run);
    return new Story(call, began, asked, routing, routed, all, deeds, hit, ending, served);
  }

  Story withDeed(Deed deed, String subject) {
    var all = new EnumMap<Deed, Map<String, Integer>>(Deed.class);
    all.putAll(deeds);
    var counts = new TreeMap<>(deeds.getOrDefault(deed, Map.of()));
    counts.merge(subject, 1, Integer::sum);
    all.put(deed, Collections.unmodifiableMap(counts));
    return new Story(call, began, asked, routing, routed, plugins, all, hit, ending, served);
  }

  /** How often something was done, by what it was done to; in order. */
  public Map<String, Integer> done(Deed deed) {
    return deeds.getOrDefault(deed, Map.of());
  }

  Story withHit(CacheEvent.Hit other) {
    return new Story(call, began, asked, routing, routed, plugins, deeds, other, ending, served);
  }

  Story withEnding(Ending other) {
    return new Story(call, began, asked, routing, routed, plugins, deeds, hit, other, served);
  }

  Story withServed(Served other) {
    return new Story(call, began, asked, routing, routed, plugins, deeds, hit, ending, other);
  }
}
