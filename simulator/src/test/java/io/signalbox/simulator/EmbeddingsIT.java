package io.signalbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Embeddings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingsIT {
  private static final String PATH = "/v1/embeddings";

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withLoras("math-expert"));
  private final SimulatorClient client = SimulatorClient.http1(simulator);

  @AfterAll
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void everyInputHasAUnitVectorOfItsOwn() {
    JsonNode answer =
        client.ask(PATH, body("\"input\":[\"hi\",\"hello there\",\"hi\"],\"dimensions\":4"));
    assertThat(answer.get("object").stringValue()).isEqualTo("list");
    assertThat(answer.get("model").stringValue()).isEqualTo("base-model");
    JsonNode data = answer.get("data");
    assertThat(data.get(2).get("index").intValue()).isEqualTo(2);
    assertThat(data.get(0).get("object").stringValue()).isEqualTo("embedding");
    double squares = 0;
    for (JsonNode number : data.get(0).get("embedding")) {
      squares += number.doubleValue() * number.doubleValue();
    }
    assertThat(squares).isEqualTo(1, within(1e-5));
    assertThat(data.get(0).get("embedding").size()).isEqualTo(4);
    assertThat(data.get(0).get("embedding")).isEqualTo(data.get(2).get("embedding"));
    assertThat(data.get(0).get("embedding")).isNotEqualTo(data.get(1).get("embedding"));
    assertThat(answer.get("usage").get("prompt_tokens").intValue()).isEqualTo(4);
  }

  @Test
  void packedFloatsAreTheSame() {
    JsonNode plain = client.ask(PATH, body("\"input\":\"hi\"")).get("data").get(0).get("embedding");
    JsonNode packed =
        client
            .ask(PATH, body("\"input\":\"hi\",\"encoding_format\":\"base64\""))
            .get("data")
            .get(0);
    var floats =
        ByteBuffer.wrap(Base64.getDecoder().decode(packed.get("embedding").stringValue()))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    assertThat(floats.remaining()).isEqualTo(plain.size()).isEqualTo(384);
    assertThat(floats.get(7)).isEqualTo(plain.get(7).floatValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"math-expert\",\"input\":[1,2]} | 200",
        "{\"model\":\"nope\",\"input\":\"hi\"} | 404",
        "{\"input\":\"hi\"} | 404",
        "{\"model\":\"base-model\"} | 400",
        "{\"model\":\"base-model\",\"input\":[]} | 400",
        "{\"model\":\"base-model\",\"input\":7} | 400",
        "{\"model\":\"base-model\",\"input\":\"hi\",\"dimensions\":0} | 400",
        "{\"model\":\"base-model\",\"input\":\"hi\",\"dimensions\":5000} | 400",
      })
  void whatIsNoEmbeddingCallIsRefused(String body, int status) {
    assertThat(client.post(PATH, body).statusCode()).isEqualTo(status);
  }

  private static String body(String fields) {
    return "{\"model\":\"base-model\"," + fields + "}";
  }
}
