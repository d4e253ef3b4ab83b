package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Rig.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends behind TLS. */
class TlsIT {
  @TempDir static Path folder;

  @BeforeAll
  static void makeKeys() throws IOException, InterruptedException {
    makeKey("right", "dns:localhost");
    makeKey("wrong", "dns:elsewhere.example");
  }

  @Test
  void trustedBackendIsUsedOverOneConnection() {
    try (var backend = ScriptedBackend.withTls(key("right"), ScriptedBackend::answer);
        var rig = Rig.refs(ref(backend), setup -> setup.withTrust(key("right")))) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);

      assertThat(backend.next().request().isSSL()).isTrue();
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void certificateOfNobodyIsRefused() {
    try (var backend = ScriptedBackend.withTls(key("right"), ScriptedBackend::answer);
        var rig = Rig.refs(ref(backend), UnaryOperator.identity())) {
      var response = rig.post(chat("hi"));

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body())
          .contains("cannot be reached: TLS was not agreed on")
          .doesNotContain("localhost", "Exception", "certificate");
      assertThat(backend.requests()).isZero();
    }
  }

  @Test
  void certificateOfAnotherHostIsRefused() {
    try (var backend = ScriptedBackend.withTls(key("wrong"), ScriptedBackend::answer);
        var rig = Rig.refs(ref(backend), setup -> setup.withTrust(key("wrong")))) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(502);
      assertThat(backend.requests()).isZero();
    }
  }

  private static String ref(ScriptedBackend backend) {
    return "{name: safe, endpoint: \"localhost:%d\", protocol: https}".formatted(backend.port());
  }

  private static PfxOptions key(String name) {
    return new PfxOptions().setPath(folder.resolve(name).toString()).setPassword("password");
  }

  private static void makeKey(String name, String host) throws IOException, InterruptedException {
    var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var command =
        List.of(
            tool,
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-dname",
            "CN=test",
            "-ext",
            "san=" + host,
            "-ext",
            "bc=ca:true",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            "password",
            "-keystore",
            folder.resolve(name).toString());
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    assertThat(code).isZero();
  }
}
