package dev.byok.dialects;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AttachmentRulesTest {
  private static final Attachment IMAGE =
      new Attachment("cat.png", Attachment.Type.PNG, new byte[] {1});
  private static final Attachment PDF =
      new Attachment("bill.pdf", Attachment.Type.PDF, new byte[] {2});

  @Test
  void files_that_the_provider_takes_pass() {
    assertDoesNotThrow(() -> AttachmentRules.check(prompt(IMAGE, PDF), call(true, true)));
    assertDoesNotThrow(() -> AttachmentRules.check(prompt(), call(false, false)));
  }

  @Test
  void a_file_that_it_does_not_take_is_named() {
    Failure image =
        assertThrows(
            Failure.class, () -> AttachmentRules.check(prompt(PDF, IMAGE), call(false, true)));
    assertEquals(Kind.USAGE, image.kind());
    assertEquals(
        "\"cat.png\" cannot be sent: \"m-1\" takes no images at this provider", image.text());
    Failure pdf =
        assertThrows(
            Failure.class, () -> AttachmentRules.check(prompt(IMAGE, PDF), call(true, false)));
    assertEquals("\"bill.pdf\" cannot be sent: \"m-1\" takes no PDF at this provider", pdf.text());
  }

  @Test
  void a_file_of_an_earlier_turn_counts_too() {
    Prompt later =
        new Prompt(
            null,
            List.of(Message.user("look", List.of(IMAGE)), Message.user("and now?")),
            Options.none());
    assertThrows(Failure.class, () -> AttachmentRules.check(later, call(false, false)));
  }

  private static Prompt prompt(Attachment... files) {
    return new Prompt(null, List.of(Message.user("look", List.of(files))), Options.none());
  }

  private static Call call(boolean images, boolean pdf) {
    JsonObject flags = JsonObject.builder().put("images", images).put("pdf", pdf).build();
    return new Call("m-1", true, new Quirks(flags), null);
  }
}
