package io.signalbox.server.story;

import io.signalbox.chat.Call;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Routed;
import io.signalbox.server.observe.CallNotes;
import io.signalbox.server.story.Story.PluginRun;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts the events of each call together and tells the whole at its end. */
public final class StoryListener implements RouterEvents {
  private static final int TOO_MANY = 429;

  private final CallNotes<Story> stories = new CallNotes<>();
  private final List<StoryReader> readers;
  private final InstantSource clock;
  private final BooleanSupplier wanted;

  /**
   * @param readers who is told
   * @param clock tells when calls begin
   * @param wanted whether anybody reads the story of a call that begins now
   */
  public StoryListener(List<StoryReader> readers, InstantSource clock, BooleanSupplier wanted) {
    this.wanted = wanted;
    this.readers = List.copyOf(readers);
    this.clock = clock;
  }

  @Override
  public void asked(Call call, Asked asked) {
    if (wanted.getAsBoolean()) {
      stories.open(call, Story.begun(call, clock.instant(), asked));
    }
  }

  @Override
  public void routed(Routed routed, Duration took) {
    change(routed.call(), story -> story.withRouted(routed, took));
    var story = wanted.getAsBoolean() ? stories.of(routed.call()) : null;
    if (story != null) {
      readers.forEach(reader -> reader.begun(story));
    }
  }

  @Override
  public void fellBack(Routed from, Routed to, String why) {
    change(to.call(), story -> story.withRouted(to));
  }

  @Override
  public void pluginRan(
      String type, Routed routed, Duration took, @Nullable RouterException error) {
    change(routed.call(), story -> story.withPlugin(new PluginRun(type, error)));
  }

  @Override
  public void pluginActed(String type, Routed routed, Deed deed, String subject) {
    change(routed.call(), story -> story.withDeed(deed, subject));
  }

  @Override
  public void cached(String type, Routed routed, CacheEvent event) {
    if (event instanceof CacheEvent.Hit hit) {
      change(routed.call(), story -> story.withHit(hit));
    }
  }

  @Override
  public void finished(Routed routed, Ending ending) {
    change(routed.call(), story -> story.withRouted(routed).withEnding(ending));
  }

  private void change(Call call, UnaryOperator<Story> change) {
    if (!wanted.getAsBoolean()) {
      return;
    }
    stories.change(call, change);
  }

  @Override
  public void served(Call call, Served served) {
    end(call, served);
  }

  /** An error is a call's end as well; one before there was a request is no story. */
  @Override
  public void failed(Call call, @Nullable String askedFor, RouterException error) {
    var story = stories.of(call);
    if (story != null) {
      var took = Duration.between(story.began(), clock.instant());
      int status = error.fault() == Fault.CANCELLED ? 0 : error.status();
      end(call, new Served(status, path(error.fault()), took, false, error));
    }
  }

  private static String path(Fault fault) {
    if (fault.status() == TOO_MANY) {
      return "rate_limited";
    }
    return fault == Fault.BLOCKED || fault == Fault.CUT ? "blocked" : "error";
  }

  private void end(Call call, Served served) {
    var story = stories.of(call);
    if (story != null && stories.close(call).first()) {
      var whole = story.withServed(served);
      readers.forEach(reader -> reader.ended(whole));
    }
  }
}
