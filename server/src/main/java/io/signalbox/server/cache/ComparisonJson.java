package io.signalbox.server.cache;

import io.signalbox.parts.cache.CacheScope;
import io.signalbox.parts.cache.Unfit;
import io.signalbox.plugin.CacheEvent;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison as JSON. Values of requests, identities and questions are in it only when they are
 * asked for.
 *
 * @param texts whether they are
 */
public record ComparisonJson(Comparison compared, boolean texts) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** All of it. */
  public ObjectNode all() {
    var json = JSON.createObjectNode().put("shared", compared.shared());
    json.put("reason", compared.reason());
    var hit = compared.hit();
    if (hit != null) {
      json.put("tier", hit.tier().name().toLowerCase(Locale.ROOT));
    }
    json.set("a", side(compared.one()));
    json.set("b", side(compared.other()));
    json.set("parts", parts());
    json.set("fields", fields());
    json.set("question", question());
    return json;
  }

  private ObjectNode side(Side side) {
    var json = JSON.createObjectNode().put("protocol", side.protocol().name());
    if (side.asked() instanceof Unfit unfit) {
      json.put("unfit", unfit.reason());
    }
    switch (side.seen().found()) {
      case CacheEvent.Hit hit -> json.put("lookup", "hit");
      case CacheEvent.Miss miss -> json.put("lookup", "miss").put("miss", miss.reason());
      case null, default -> json.put("lookup", "none");
    }
    switch (side.seen().kept()) {
      case CacheEvent.Stored stored -> json.put("kept", true);
      case CacheEvent.Unstored unstored ->
          json.put("kept", false).put("not_kept", unstored.reason());
      case null, default -> json.put("kept", false);
    }
    var question = side.question();
    if (question != null && texts) {
      json.put("question", question.text());
    }
    return json;
  }

  /** What makes the partition, side by side. */
  private ArrayNode parts() {
    var one = compared.one();
    var other = compared.other();
    var parts = JSON.createArrayNode();
    part(parts, "recipe", one.recipe(), other.recipe());
    part(parts, "decision", one.decision(), other.decision());
    part(parts, "model", one.model(), other.model());
    part(parts, "reasoning", one.reasoning(), other.reasoning());
    // What the document says of a decision is the same wherever the decision is.
    var policy = one.recipe().equals(other.recipe()) && one.decision().equals(other.decision());
    parts.addObject().put("part", "policy").put("same", policy);
    identity(parts);
    var asked = one.question();
    var again = other.question();
    part(parts, "form", asked == null ? "" : asked.form(), again == null ? "" : again.form());
    part(
        parts,
        "fingerprint",
        asked == null ? "" : asked.fingerprint(),
        again == null ? "" : again.fingerprint());
    part(parts, "partition", hash(one), hash(other));
    return parts;
  }

  private static void part(ArrayNode parts, String name, String one, String other) {
    parts
        .addObject()
        .put("part", name)
        .put("a", one)
        .put("b", other)
        .put("same", one.equals(other));
  }

  /** Each identity that a decision may part answers by; who it is stays hidden. */
  private void identity(ArrayNode parts) {
    for (var scope : CacheScope.values()) {
      if (scope == CacheScope.GLOBAL) {
        continue;
      }
      var one = compared.one().identity(scope);
      var other = compared.other().identity(scope);
      if (one == null && other == null) {
        continue;
      }
      parts
          .addObject()
          .put("part", scope.name().toLowerCase(Locale.ROOT))
          .put("a", one == null ? "" : texts ? one.id() : one.kind())
          .put("b", other == null ? "" : texts ? other.id() : other.kind())
          .put("same", Objects.equals(one, other));
    }
  }

  /** The last word of the partition, which stands for all that the words before do not. */
  private static String hash(Side side) {
    var partition = side.seen().lookup().partition();
    return partition.substring(partition.lastIndexOf('/') + 1);
  }

  /** Where the bodies differ, and whether that matters. */
  private ArrayNode fields() {
    var fields = JSON.createArrayNode();
    var one = compared.one();
    if (!one.protocol().equals(compared.other().protocol())) {
      return fields;
    }
    for (var difference : BodyDifference.between(one.body(), compared.other().body())) {
      var field = fields.addObject().put("path", difference.name()).put("in", difference.where());
      turn(field, difference);
      field.put("effect", effect(difference));
      if (texts) {
        put(field, "a", difference.one());
        put(field, "b", difference.other());
      }
    }
    return fields;
  }

  private static void put(ObjectNode field, String name, @Nullable JsonNode value) {
    if (value != null) {
      field.set(name, value);
    }
  }

  /** The number of the message that a difference is in, from 1, and whose it is. */
  private void turn(ObjectNode field, BodyDifference difference) {
    if (difference.path().size() < 2
        || !(difference.path().get(0) instanceof BodyDifference.Step.Field(String list))
        || !(difference.path().get(1) instanceof BodyDifference.Step.Element(int index))) {
      return;
    }
    var role = compared.one().body().path(list).path(index).path("role");
    var known =
        role.isString() ? role : compared.other().body().path(list).path(index).path("role");
    if (known.isString()) {
      field.put("turn", index + 1).put("role", known.stringValue());
    }
  }

  /**
   * What the first request becomes when it says there what the second one says: {@code counts} when
   * its answers are others, {@code question} when only its question is, {@code none} when neither.
   */
  private String effect(BodyDifference difference) {
    var one = compared.one();
    var before = one.question();
    var body = difference.applied(one.body());
    var after = body == null ? null : one.asking(body);
    if (before == null || after == null) {
      return "unknown";
    }
    if (!before.fingerprint().equals(after.fingerprint()) || !before.form().equals(after.form())) {
      return "counts";
    }
    return before.text().equals(after.text()) ? "none" : "question";
  }

  private ObjectNode question() {
    var json = JSON.createObjectNode();
    var asked = compared.one().question();
    var again = compared.other().question();
    if (asked == null || again == null) {
      return json;
    }
    json.put("same_text", asked.text().equals(again.text()));
    var cosine = compared.cosine();
    if (cosine != null) {
      json.put("cosine", Math.round(cosine * 1e4) / 1e4);
    }
    var threshold = compared.other().seen().lookup().threshold();
    if (threshold != null) {
      json.put("threshold", threshold);
    }
    json.put("verify", compared.verify().name().toLowerCase(Locale.ROOT));
    var verdict = compared.verdict();
    if (verdict != null) {
      json.putObject("verdict")
          .put("same", verdict.same())
          .put("score", Math.round(verdict.score() * 1e4) / 1e4)
          .put("reason", verdict.reason());
    }
    return json;
  }
}
