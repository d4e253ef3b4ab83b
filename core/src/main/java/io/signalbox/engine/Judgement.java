package io.signalbox.engine;

import io.signalbox.decide.Verdict;
import io.signalbox.signal.Readings;
import java.time.Duration;

/**
 * What signals and rules said of a request.
 *
 * @param readings everything read
 * @param verdict what the rules made of it
 * @param took the time for both
 */
public record Judgement(Readings readings, Verdict verdict, Duration took) {}
