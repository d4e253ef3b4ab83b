package io.signalbox.select;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.decide.Verdict;
import io.signalbox.signal.Readings;
import java.util.List;

/**
 * The question a selector answers.
 *
 * @param candidates at least two, in the order they are configured
 */
public record Choice(
    Call call,
    ChatRequest request,
    Readings readings,
    Verdict verdict,
    List<Candidate> candidates) {}
