package io.signalbox.parts.protocol;

import java.util.List;

/** The results of tools in a body, oldest first. */
public interface ToolResults {
  ToolResults NONE =
      new ToolResults() {
        @Override
        public List<String> texts() {
          return List.of();
        }

        @Override
        public void replace(int index, String text) {
          throw new IndexOutOfBoundsException(index);
        }
      };

  /** Their texts. */
  List<String> texts();

  /** Writes another text into the body. */
  void replace(int index, String text);
}
