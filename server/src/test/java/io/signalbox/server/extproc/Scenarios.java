package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.ProcessingMode;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingMode.HeaderSendMode;
import io.signalbox.server.extproc.HttpCall.Departure;
import io.signalbox.server.extproc.ProxySettings.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Draws scenarios, and makes them plainer. */
final class Scenarios {
  private Scenarios() {}

  static Scenario drawn(long seed) {
    var random = new SplittableRandom(seed);
    var kind = pick(random, Kind.values());
    var settings = settings(kind, random);
    boolean smooth = random.nextInt(10) < 7;
    var mischief =
        random.nextInt(10) < 7 ? Scenario.Mischief.NONE : pick(random, Scenario.Mischief.values());
    var course =
        new Scenario.Course(
            pick(random, Scenario.Cut.values()),
            pick(random, Scenario.Cut.values()),
            random.nextBoolean(),
            random.nextInt(4) == 0,
            random.nextInt(4) == 0,
            smooth ? Departure.NEVER : pick(random, Departure.values()),
            !smooth && random.nextInt(3) == 0,
            !smooth && random.nextInt(3) == 0);
    // Large bodies are dear and differ in little.
    var ask = pick(random, Scenario.Ask.values());
    if (ask.body().size() > 10_000 && random.nextInt(4) > 0) {
      ask = Scenario.Ask.MATH;
    }
    var answer = pick(random, Scenario.Answer.values());
    if (answer == Scenario.Answer.HUGE && random.nextInt(4) > 0) {
      answer = Scenario.Answer.EVENTS;
    }
    return new Scenario(seed, settings, ask, answer, course, mischief);
  }

  private static ProxySettings settings(Kind kind, RandomGenerator random) {
    var modes =
        Stream.of(
                BodySendMode.NONE,
                BodySendMode.BUFFERED,
                BodySendMode.BUFFERED_PARTIAL,
                BodySendMode.FULL_DUPLEX_STREAMED,
                BodySendMode.STREAMED)
            .limit(kind == Kind.ENVOY ? 5 : 4)
            .toList();
    var request = modes.get(random.nextInt(modes.size()));
    var response = modes.get(random.nextInt(modes.size()));
    var processing =
        ProcessingMode.newBuilder()
            .setRequestBodyMode(request)
            .setResponseBodyMode(response)
            .setRequestHeaderMode(shown(random.nextInt(5) > 0))
            .setResponseHeaderMode(shown(random.nextInt(5) > 0))
            .setRequestTrailerMode(trailers(request, random))
            .setResponseTrailerMode(trailers(response, random))
            .build();
    int buffer = random.nextInt(6) == 0 ? 150 : 20 * ProxySettings.MEBIBYTE;
    return new ProxySettings(
        kind, processing, random.nextBoolean(), random.nextInt(5) == 0, buffer, 500, false);
  }

  private static HeaderSendMode trailers(BodySendMode mode, RandomGenerator random) {
    return shown(mode == BodySendMode.FULL_DUPLEX_STREAMED || random.nextBoolean());
  }

  private static HeaderSendMode shown(boolean shown) {
    return shown ? HeaderSendMode.SEND : HeaderSendMode.SKIP;
  }

  private static <T> T pick(RandomGenerator random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Exchanges that differ from this one by being plainer in one respect. */
  static List<Scenario> simpler(Scenario it) {
    var plainer = new ArrayList<Scenario>();
    var c = it.course();
    for (var other :
        List.of(
            Scenario.Course.PLAIN,
            new Scenario.Course(
                Scenario.Cut.WHOLE,
                c.replyCut(),
                c.sized(),
                c.requestTrailers(),
                c.replyTrailers(),
                c.departure(),
                c.breaks(),
                c.early()),
            new Scenario.Course(
                c.requestCut(),
                Scenario.Cut.WHOLE,
                c.sized(),
                c.requestTrailers(),
                c.replyTrailers(),
                c.departure(),
                c.breaks(),
                c.early()),
            new Scenario.Course(
                c.requestCut(),
                c.replyCut(),
                c.sized(),
                false,
                c.replyTrailers(),
                c.departure(),
                c.breaks(),
                c.early()),
            new Scenario.Course(
                c.requestCut(),
                c.replyCut(),
                c.sized(),
                c.requestTrailers(),
                false,
                c.departure(),
                c.breaks(),
                c.early()),
            new Scenario.Course(
                c.requestCut(),
                c.replyCut(),
                c.sized(),
                c.requestTrailers(),
                c.replyTrailers(),
                Departure.NEVER,
                c.breaks(),
                c.early()),
            new Scenario.Course(
                c.requestCut(),
                c.replyCut(),
                c.sized(),
                c.requestTrailers(),
                c.replyTrailers(),
                c.departure(),
                false,
                c.early()),
            new Scenario.Course(
                c.requestCut(),
                c.replyCut(),
                c.sized(),
                c.requestTrailers(),
                c.replyTrailers(),
                c.departure(),
                c.breaks(),
                false))) {
      plainer.add(
          new Scenario(it.seed(), it.settings(), it.ask(), it.answer(), other, it.mischief()));
    }
    plainer.add(
        new Scenario(
            it.seed(), it.settings(), it.ask(), Scenario.Answer.JSON, it.course(), it.mischief()));
    plainer.add(
        new Scenario(
            it.seed(), it.settings(), Scenario.Ask.MATH, it.answer(), it.course(), it.mischief()));
    plainer.add(
        new Scenario(
            it.seed(), it.settings(), it.ask(), it.answer(), it.course(), Scenario.Mischief.NONE));
    plainer.add(
        new Scenario(
            it.seed(),
            ProxySettings.of(
                it.settings().kind(),
                it.requestMode(),
                it.replyMode(),
                it.settings().overridable()),
            it.ask(),
            it.answer(),
            it.course(),
            it.mischief()));
    plainer.add(
        new Scenario(
            it.seed(),
            ProxySettings.of(it.settings().kind(), it.settings().modes(), false),
            it.ask(),
            it.answer(),
            it.course(),
            it.mischief()));
    plainer.removeIf(it::equals);
    return plainer;
  }
}
