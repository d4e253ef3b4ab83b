package io.signalbox.parts;

import java.util.Map;

/**
 * Bodies of a protocol, for its contract.
 *
 * @param request with a place for the model's name
 * @param reply with places for the counts of tokens
 * @param stream likewise
 */
record ProtocolExample(String request, String reply, String stream) {
  private static final String COUNTS =
      """
      {"id":"1","choices":[{"text":"a \\"usage\\": {} b"}],
       "usage":{"prompt_tokens":%d,"total_tokens":48,"completion_tokens":%d}}
      """;

  private static final String CHUNKS =
      """
      data: {"choices":[{"text":"größe"}],"usage":null}

      data: {"choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d}}

      data: [DONE]

      """;

  static final Map<String, ProtocolExample> BY_NAME =
      Map.of(
          "responses",
          new ProtocolExample(
              """
              \t{ "é\\ud83d\\ude00" : 12345678901234567890123456789, "stream":true,"temperature": 0.70,
               "instructions":"caf\\u00e9 \\"日本\\" \\/", "previous_response_id":"resp_1",
               "input" : [ {"role":"developer","content":"caf\\u00e9"} , {"type":"odd","x":[1,{"y":null}]},
                {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAA"},
                {"content":[{"type":"input_text","text":"größe 😀"},
                  {"type":"input_image","image_url":"data:,"}],"role":"user","type":"message"},
                {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
                {"type":"function_call_output","call_id":"c","output":"42"} ],
               "tools":[{"type":"function","name":"f","parameters":{"x":[1,[2,{"y":null}]]}},{"type":"web_search"}],
               "model" :  "%s" , "metadata":{"a":"b"}, "reasoning":{"effort":"low","k":1e400} }
              """,
              """
              {"id":"resp_1","output":[{"content":[{"text":"a \\"usage\\": {} b"}]}],
               "usage":{"input_tokens":%d,"input_tokens_details":{"cached_tokens":9},"output_tokens":%d}}
              """,
              """
              event: response.created
              data: {"type":"response.created","response":{"id":"resp_1","usage":null}}

              : a comment
              event: response.completed
              data: {"type":"response.completed","response":{"output":[{"text":"größe \\"usage\\""}],
              data: "usage":{"input_tokens":%d,"output_tokens":%d,"output_tokens_details":{}}}}

              """),
          "completions",
          new ProtocolExample(
              """
              \t{ "é\\ud83d\\ude00" : 12345678901234567890123456789, "stream":true,"temperature": 0.70,
               "prompt" : [ "caf\\u00e9 \\"日本\\" \\/" , "größe 😀" ], "suffix":"!", "echo":false,
               "model" :  "%s" , "logit_bias":{"50256":-100}, "x":1e400 }
              """,
              COUNTS, CHUNKS),
          "embeddings",
          new ProtocolExample(
              """
              \t{ "é\\ud83d\\ude00" : 12345678901234567890123456789, "dimensions": 4,
               "input" : [ "caf\\u00e9 \\"日本\\" \\/" , "größe 😀" ], "encoding_format":"float",
               "model" :  "%s" , "x":1e400 }
              """,
              COUNTS, CHUNKS));
}
