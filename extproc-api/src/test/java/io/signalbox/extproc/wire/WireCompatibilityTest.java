package io.signalbox.extproc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Our messages have the field numbers and types of the published ones. */
class WireCompatibilityTest {
  @Test
  void serviceNameIsEnvoys() {
    assertThat(ExternalProcessorGrpc.getProcessMethod().getFullMethodName())
        .isEqualTo("envoy.service.ext_proc.v3.ExternalProcessor/Process");
  }

  @Test
  void requestsHaveThePublishedNumbers() {
    var seen = new HashSet<String>();
    compare(
        ProcessingRequest.getDescriptor(),
        io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest.getDescriptor(),
        seen);
    assertThat(seen).contains("HttpHeaders", "HttpBody", "HeaderValue", "ProtocolConfiguration");
  }

  @Test
  void responsesHaveThePublishedNumbers() {
    var seen = new HashSet<String>();
    compare(
        ProcessingResponse.getDescriptor(),
        io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse.getDescriptor(),
        seen);
    assertThat(seen)
        .contains(
            "HeaderValueOption", "ImmediateResponse", "ProcessingMode", "StreamedBodyResponse");
  }

  /**
   * Every field of ours that the published message has too agrees in name, number, type and
   * cardinality.
   */
  private static void compare(Descriptor ours, Descriptor published, Set<String> seen) {
    if (!seen.add(ours.getName())) {
      return;
    }
    int shared = 0;
    for (FieldDescriptor field : ours.getFields()) {
      var other = published.findFieldByNumber(field.getNumber());
      if (other == null) {
        // Newer than the published jar.
        assertThat(field.getName()).isEqualTo("streamed_immediate_response");
        continue;
      }
      shared++;
      assertThat(field.getName()).isEqualTo(other.getName());
      assertThat(field.isRepeated()).as(field.getFullName()).isEqualTo(other.isRepeated());
      var sameOnTheWire =
          field.getType() == other.getType()
              || (field.getType() == FieldDescriptor.Type.INT32
                  && other.getType() == FieldDescriptor.Type.ENUM)
              || (field.getType() == FieldDescriptor.Type.BYTES
                  && other.getType() == FieldDescriptor.Type.STRING);
      assertThat(sameOnTheWire).as(field.getFullName()).isTrue();
      if (field.getType() == FieldDescriptor.Type.MESSAGE
          && !field.getMessageType().getFile().getPackage().startsWith("google")) {
        compare(field.getMessageType(), other.getMessageType(), seen);
      }
    }
    assertThat(shared).as(ours.getName()).isPositive();
  }
}
