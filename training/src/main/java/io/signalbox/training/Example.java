package io.signalbox.training;

import java.util.Arrays;
import java.util.List;

/**
 * One labelled text.
 *
 * @param text the prompt
 * @param label index into {@link Domains#LABELS}
 * @param also other labels that a careful reader would accept
 * @param kind how the text was made
 * @param origin the part of the set that it comes from
 * @param language ISO 639-1
 */
record Example(
    String text, int label, List<Integer> also, Kind kind, String origin, String language) {
  private static final float ALSO_SHARE = 0.25f;
  private static final int SHORT_CHARS = 120;

  Example {
    also = List.copyOf(also);
  }

  /** What a head should say: most on the label, some on those accepted too, a little on all. */
  float[] target(float smoothing) {
    var target = new float[Domains.LABELS.size()];
    Arrays.fill(target, smoothing / target.length);
    float certain = 1 - smoothing;
    float shared = also.isEmpty() ? 0 : ALSO_SHARE;
    target[label] += certain * (1 - shared);
    for (int other : also) {
      target[other] += certain * shared / also.size();
    }
    return target;
  }

  /** Whether this is a chat-like one-liner in English. */
  boolean isShortNatural() {
    return kind == Kind.CHAT && language.equals("en") && text.length() <= SHORT_CHARS;
  }
}
