package io.signalbox.parts.cache;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Embedder;
import io.signalbox.parts.cache.AdaptiveBar.Ruling;
import io.signalbox.plugin.CacheEvent.Tier;
import io.signalbox.store.CacheStore;
import io.signalbox.store.StoreException;
import io.signalbox.store.VectorIndex.Near;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks answers up and keeps them. Whatever a store does while it is asked, the look-up ends in
 * time, and in the worst case there is no answer.
 */
public final class AnswerCache {
  /** Longer questions are not looked up by meaning: a vector would tell of their beginning only. */
  private static final int LONGEST_MEANING = 2000;

  private static final int LOOK_UPS_AT_ONCE = 256;

  /** Tells in a word why an answer does not fit a request; null when it does. */
  interface Fit {
    @Nullable String misfit(StoredAnswer answer);
  }

  /**
   * How an answer is found by meaning.
   *
   * @param embedder makes vectors of questions
   * @param least cosine of a candidate
   * @param most candidates
   * @param verifier decides
   * @param bar what is sure enough, or null where the verifier alone says so
   */
  public record ByMeaning(
      Embedder embedder, double least, int most, Verifier verifier, @Nullable AdaptiveBar bar) {}

  private final CacheStore store;
  private final @Nullable ByMeaning meaning;
  private final Errands errands;

  /**
   * @param meaning how answers are found by meaning, or null to look for the same words alone
   */
  public AnswerCache(CacheStore store, @Nullable ByMeaning meaning) {
    this.store = store;
    this.meaning = meaning;
    this.errands = new Errands(store.shared(), LOOK_UPS_AT_ONCE);
  }

  /** The word for where answers are kept. */
  String backend() {
    return store.backend();
  }

  /** Whether asking and telling the store can take a while. */
  boolean remote() {
    return store.shared();
  }

  @Nullable ByMeaning meaning() {
    return meaning;
  }

  /** The answer to the very same question. */
  Found exact(Place place, String question, Fit fit, Deadline deadline) {
    return found(
        () -> {
          var sealed = store.values().get(place.key());
          if (sealed == null) {
            return new Found.None("none");
          }
          var answer = opened(place, sealed);
          if (answer == null || !answer.question().equals(question)) {
            return new Found.None("corrupt");
          }
          var misfit = fit.misfit(answer);
          return misfit == null
              ? new Found.Hit(answer, Tier.EXACT, null, 1, false)
              : new Found.None(misfit);
        },
        deadline);
  }

  /** The answer to a question that means the same. */
  Found similar(Place place, String question, Fit fit, Deadline deadline) {
    if (meaning == null || question.length() > LONGEST_MEANING) {
      return new Found.None(meaning == null ? "none" : "long");
    }
    var embedder = meaning.embedder();
    float[] vector;
    try {
      vector = embedder.embed(question, deadline);
    } catch (RuntimeException unread) {
      return new Found.None(reason(unread));
    }
    var search = new Search(place, question, vector, fit, deadline, meaning);
    var found = found(search::run, deadline);
    return found instanceof Found.None(var reason, var similarity, _)
        ? new Found.None(reason, similarity, vector)
        : found;
  }

  /**
   * Keeps an answer.
   *
   * @param vector of its question, or null where none was made
   * @throws StoreException when the store does not take it
   */
  void keep(
      Place place,
      StoredAnswer answer,
      float @Nullable [] vector,
      Duration ttl,
      Deadline deadline) {
    store.values().put(place.key(), answer.sealed(place.key()), ttl);
    var known = vector == null ? vector(answer.question(), deadline) : vector;
    if (known != null) {
      store.vectors().add(place.partition().path(), place.id(), known, ttl);
    }
  }

  /** The vector of a question; null where it can only be found by its words. */
  private float @Nullable [] vector(String question, Deadline deadline) {
    if (meaning == null || question.length() > LONGEST_MEANING) {
      return null;
    }
    try {
      return meaning.embedder().embed(question, deadline);
    } catch (RouterException busy) {
      return null;
    }
  }

  private Found found(Supplier<Found> search, Deadline deadline) {
    if (deadline.passed()) {
      return new Found.None("overloaded");
    }
    try {
      return errands.run(search, deadline);
    } catch (RuntimeException failed) {
      return new Found.None(reason(failed));
    }
  }

  /** Why a look-up failed; one whose caller is gone ends the call. */
  private static String reason(RuntimeException failed) {
    if (failed instanceof StoreException) {
      return "store";
    }
    if (failed instanceof RouterException known) {
      return switch (known.fault()) {
        case CANCELLED -> throw known;
        case OVERLOADED, TIMEOUT -> "overloaded";
        default -> "error";
      };
    }
    return "error";
  }

  /** What bytes of a place say; what cannot be read is removed. */
  private @Nullable StoredAnswer opened(Place place, byte[] sealed) {
    var answer = StoredAnswer.opened(place.key(), sealed);
    if (answer == null) {
      store.values().remove(place.key());
    }
    return answer;
  }

  /** One search by meaning: the candidates one by one, the nearest first. */
  private final class Search {
    private final Place place;
    private final String question;
    private final float[] vector;
    private final Fit fit;
    private final Deadline deadline;
    private final ByMeaning by;
    private String reason = "none";
    private @Nullable Double nearest;

    Search(Place place, String question, float[] vector, Fit fit, Deadline deadline, ByMeaning by) {
      this.place = place;
      this.question = question;
      this.vector = vector;
      this.fit = fit;
      this.deadline = deadline;
      this.by = by;
    }

    Found run() {
      var path = place.partition().path();
      for (var near : store.vectors().nearest(path, vector, by.most(), by.least())) {
        if (deadline.passed()) {
          return new Found.None("overloaded", nearest, null);
        }
        var hit = near.id().equals(place.id()) ? null : judged(near);
        if (hit != null) {
          return hit;
        }
      }
      return new Found.None(reason, nearest, null);
    }

    private Found.@Nullable Hit judged(Near near) {
      var there = place.beside(near.id());
      var sealed = store.values().get(there.key());
      var answer = sealed == null ? null : opened(there, sealed);
      if (answer == null) {
        store.vectors().remove(place.partition().path(), near.id());
        return null;
      }
      nearest = nearest == null ? Double.valueOf(near.cosine()) : nearest;
      var misfit = fit.misfit(answer);
      if (misfit != null) {
        reason = misfit;
        return null;
      }
      var verdict = by.verifier().verify(answer.question(), question, deadline);
      var ruling = verdict.same() ? ruling(verdict.score()) : Ruling.REFUSE;
      if (ruling == Ruling.REFUSE) {
        reason = "verify";
        return null;
      }
      boolean compared = ruling == Ruling.COMPARE;
      return new Found.Hit(answer, Tier.SEMANTIC, near.cosine(), verdict.score(), compared);
    }

    private Ruling ruling(double score) {
      return by.bar() == null ? Ruling.SERVE : by.bar().rule(place.partition().group(), score);
    }
  }
}
