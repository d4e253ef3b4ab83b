package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.store.BucketStore;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * How much may be asked for in which time. Rules that do not depend on the model are checked before
 * a signal is read, the others once the model is chosen and before any plugin runs. Nothing is
 * counted for a call that does not pass. Tokens are counted by estimate first, and by what the
 * backend tells when the reply has ended.
 *
 * @param providers all must let a call pass
 * @param failOpen whether calls pass while a provider cannot be asked
 * @param trust knows the headers that name the caller
 */
record RateLimits(List<Provider> providers, boolean failOpen, Trust trust) {
  /**
   * Who counts.
   *
   * @param store where the counts are kept
   * @param rules by which
   */
  record Provider(BucketStore store, List<RateRule> rules) {
    Provider {
      rules = List.copyOf(rules);
    }
  }

  RateLimits {
    providers = List.copyOf(providers);
  }

  /**
   * Serves a call if it may pass, and counts it.
   *
   * @param rest asks the gate once the model is known
   * @throws io.signalbox.chat.RouterException {@code RATE_LIMITED} when it may not
   */
  ChatReply around(
      Call call, ChatRequest request, RouterEvents events, Function<Gate, ChatReply> rest) {
    if (providers.isEmpty()) {
      return rest.apply(Gate.OPEN);
    }
    long estimate = Math.max(1, request.envelope().promptTokens());
    var admission =
        new Admission(this, call, caller(call), estimate, events, InstantSource.system());
    admission.open();
    ChatReply reply;
    try {
      reply = rest.apply(admission);
    } catch (RuntimeException failed) {
      admission.unanswered();
      throw failed;
    }
    if (!admission.countsTokens()) {
      return reply;
    }
    if (reply.status() >= 400) {
      admission.unanswered();
      return reply;
    }
    var meter = request.source().protocol().meter(reply);
    return reply.withBody(
        new CountedBody(reply.body(), meter, reply.eventStream(), estimate, admission::answered));
  }

  private RateRule.Caller caller(Call call) {
    var user = call.headers().first(trust.userHeader());
    var groups = call.headers().first(trust.groupsHeader());
    return new RateRule.Caller(
        user == null ? "" : user.strip(),
        groups == null
            ? List.of()
            : Arrays.stream(groups.split(","))
                .map(String::strip)
                .filter(g -> !g.isEmpty())
                .toList());
  }
}
