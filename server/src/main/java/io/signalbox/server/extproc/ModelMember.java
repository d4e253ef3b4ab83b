package io.signalbox.server.extproc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code model} at the top level of a JSON object that may be cut or broken behind it; enough
 * to name another model without understanding the rest.
 */
final class ModelMember {
  private static final JsonFactory JSON = new JsonFactory();

  /** Where a value stands, in bytes. */
  private record Span(int start, int end) {}

  private ModelMember() {}

  /**
   * The body with another model named wherever one was.
   *
   * @return null when none is named in what can be read
   */
  static byte @Nullable [] replaced(byte[] body, String model) {
    var spans = spans(body);
    if (spans.isEmpty()) {
      return null;
    }
    var name = JsonMapper.shared().writeValueAsString(model).getBytes(StandardCharsets.UTF_8);
    var result = new ByteArrayOutputStream(body.length + name.length);
    int from = 0;
    for (var span : spans) {
      result.write(body, from, span.start - from);
      result.writeBytes(name);
      from = span.end;
    }
    result.write(body, from, body.length - from);
    return result.toByteArray();
  }

  private static List<Span> spans(byte[] body) {
    var spans = new ArrayList<Span>();
    // The parser would also take UTF-16 and UTF-32, and a backend might not: JSON begins with '{'.
    if (body.length < 2 || body[0] == 0 || body[1] == 0 || body[0] < 0) {
      return spans;
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return spans;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean names = json.currentName().equals("model");
        var value = json.nextToken();
        int start = offset(json.currentTokenLocation().getByteOffset());
        json.skipChildren();
        if (names && value == JsonToken.VALUE_STRING) {
          json.finishToken();
          spans.add(new Span(start, offset(json.currentLocation().getByteOffset())));
        }
      }
    } catch (JacksonException cutOrBroken) {
      return spans;
    }
    return spans;
  }

  private static int offset(long position) {
    return Math.toIntExact(position);
  }
}
