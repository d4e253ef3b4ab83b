package io.signalbox.infer;

import java.nio.file.Path;
import java.util.List;

/** Where a classifier is that does not ship: in a file, or behind a service. */
public sealed interface ClassifierSource {
  /**
   * An ONNX sequence classifier of the user's own.
   *
   * @param path the graph, or a folder with {@code model.onnx}; {@code tokenizer.json} is sought
   *     beside it
   * @param labels in the order of its logits, at least two
   * @param alarming the labels that count when windows disagree: the window where they weigh most
   *     speaks for the text; where none are named, the mean of all windows does
   */
  record OnnxFile(Path path, List<String> labels, List<String> alarming)
      implements ClassifierSource {
    public OnnxFile {
      labels = List.copyOf(labels);
      alarming = List.copyOf(alarming);
    }
  }

  /**
   * A service that answers {@code POST /classify} as vLLM does.
   *
   * @param labels in the order of its probabilities; empty to take the labels that it answers with
   * @param alarming where it answers with labels of two that it does not list: the ones that the
   *     other may be
   */
  record HttpClassify(RemoteModel model, List<String> labels, List<String> alarming)
      implements ClassifierSource {
    public HttpClassify {
      labels = List.copyOf(labels);
      alarming = List.copyOf(alarming);
    }
  }

  /**
   * A language model that is asked which label a text has.
   *
   * @param instructions what the labels mean; may be empty
   * @param labels one of which it must answer
   * @param alarming the labels that an answer of {@code unsafe}, as guard models give it, stands
   *     for
   */
  record ChatVerdict(
      RemoteModel model, String instructions, List<String> labels, List<String> alarming)
      implements ClassifierSource {
    public ChatVerdict {
      labels = List.copyOf(labels);
      alarming = List.copyOf(alarming);
    }
  }
}
