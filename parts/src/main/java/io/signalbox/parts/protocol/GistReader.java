package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Role;
import io.signalbox.translate.Gist;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a request comes down to. The question is the last text of the newest message, cut out
 * where it stands; earlier texts of that message are what it is about, and remain.
 */
public final class GistReader {
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final GistForm form;
  private final byte[] body;
  private final JsonTree.Members request;
  private final JsonTree.@Nullable Text question;

  private GistReader(GistForm form, byte[] body, JsonTree.Members request) {
    this.form = form;
    this.body = body;
    this.request = request;
    this.question = question();
  }

  public static Gist read(ChatRequest request, GistForm form) {
    var body = request.withReasoning(null).encode();
    if (JsonTree.of(body) instanceof JsonTree.Members members) {
      return new GistReader(form, body, members).read();
    }
    throw new IllegalArgumentException("a request whose body is no JSON object");
  }

  private Gist read() {
    var telling = new ArrayList<JsonTree.Member>();
    var caps = new ArrayList<Long>();
    for (var member : request.members()) {
      var key = member.key().text();
      var cap = form.caps().contains(key) ? count(member.value()) : null;
      if (cap != null) {
        caps.add(cap);
      } else if (!form.idle().contains(key)) {
        telling.add(member);
      }
    }
    return new Gist(
        last(),
        question == null ? null : question.text(),
        rest(telling),
        new PlainGist(form, question).of(telling),
        single(),
        kept(),
        caps.stream().min(Long::compare).orElse(null));
  }

  /** A whole number that is not negative, the greatest for those beyond it; else null. */
  private static @Nullable Long count(JsonTree value) {
    var number = PlainGist.number(value);
    if (number == null || number.signum() < 0 || number.scale() > 0) {
      return null;
    }
    return number.compareTo(MOST) > 0 ? MOST.longValue() : number.longValue();
  }

  private @Nullable JsonTree newest() {
    return switch (request.get(form.turns())) {
      case JsonTree.Items(var _, var _, var items) -> items.isEmpty() ? null : items.getLast();
      case null -> null;
      case JsonTree other -> other;
    };
  }

  private Role last() {
    return switch (newest()) {
      case JsonTree.Text text -> Role.USER;
      case JsonTree.Members message -> MessageReader.speaker(message.text("role"));
      case null, default -> Role.OTHER;
    };
  }

  private JsonTree.@Nullable Text question() {
    return switch (newest()) {
      case JsonTree.Text text -> text;
      case JsonTree.Members message -> lastText(message.get("content"));
      case null, default -> null;
    };
  }

  private JsonTree.@Nullable Text lastText(@Nullable JsonTree content) {
    if (content instanceof JsonTree.Items(var _, var _, var parts)
        && !parts.isEmpty()
        && parts.stream().allMatch(form::text)) {
      return ((JsonTree.Members) parts.getLast()).get("text") instanceof JsonTree.Text text
          ? text
          : null;
    }
    return content instanceof JsonTree.Text text ? text : null;
  }

  private boolean single() {
    var choices = form.choices() == null ? null : request.get(form.choices());
    if (choices == null || choices instanceof JsonTree.Word) {
      return true;
    }
    var number = PlainGist.number(choices);
    return number != null && number.compareTo(BigDecimal.ONE) == 0;
  }

  /** A truth value or null where something is named asks for nothing, unless it is true. */
  private boolean kept() {
    return request.members().stream()
        .filter(member -> form.kept().contains(member.key().text()))
        .anyMatch(member -> !(member.value() instanceof JsonTree.Word word) || isTrue(word));
  }

  private boolean isTrue(JsonTree.Word word) {
    return body[word.start()] == 't';
  }

  /** The keys of the body, of messages and of their parts have no order; all others keep it. */
  private String rest(List<JsonTree.Member> telling) {
    var json = new CanonicalJson(body, question);
    json.sorted(
        telling,
        member -> {
          var key = member.key().text();
          if (key.equals(form.turns())) {
            conversation(json, member.value());
          } else if (key.equals(form.instructions())) {
            content(json, member.value());
          } else {
            json.value(member.value());
          }
        });
    return json.toString();
  }

  private static void conversation(CanonicalJson json, JsonTree turns) {
    if (turns instanceof JsonTree.Items(var _, var _, var items)) {
      json.items(items, item -> message(json, item));
    } else {
      json.value(turns);
    }
  }

  private static void message(CanonicalJson json, JsonTree message) {
    if (message instanceof JsonTree.Members(var _, var _, var members)) {
      json.sorted(
          members,
          member -> {
            if (member.key().text().equals("content")) {
              content(json, member.value());
            } else {
              json.value(member.value());
            }
          });
    } else {
      json.value(message);
    }
  }

  private static void content(CanonicalJson json, JsonTree content) {
    if (content instanceof JsonTree.Items(var _, var _, var parts)) {
      json.items(
          parts,
          part -> {
            if (part instanceof JsonTree.Members(var _, var _, var members)) {
              json.sorted(members, member -> json.value(member.value()));
            } else {
              json.value(part);
            }
          });
    } else {
      json.value(content);
    }
  }
}
