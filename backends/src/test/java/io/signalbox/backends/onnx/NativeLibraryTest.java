package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pinned native library must not carry the vendor's uploader. It does carry the empty base
 * class {@code onnxruntime::Telemetry}, whose methods do nothing.
 */
class NativeLibraryTest {
  private static final String LIBRARY = "/ai/onnxruntime/native/linux-x64/libonnxruntime.so";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ORT_DISABLE_TELEMETRY",
        "PosixTelemetry",
        "data.microsoft.com",
        "Microsoft12Applications6Events",
        "Microsoft::Applications::Events",
        "OneCollector",
        "1DSCppSdk",
        "MATSDK",
        "sqlite3_",
        "curl_easy_",
      })
  void holdsNoUploader(String sign) throws IOException {
    assertThat(text().contains(sign)).as(sign).isFalse();
  }

  @Test
  void isTheLibraryThatWeRead() throws IOException {
    assertThat(text().contains("N11onnxruntime9TelemetryE")).isTrue();
  }

  private static String text() throws IOException {
    try (var in = NativeLibraryTest.class.getResourceAsStream(LIBRARY)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
