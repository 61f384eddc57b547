package dev.byok.dialects;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;

/** Checks, before anything is sent, that a provider takes a prompt's files. */
public final class AttachmentRules {
  private AttachmentRules() {}

  /**
   * Checks every file of the prompt.
   *
   * @throws Failure of kind {@code USAGE} that names the first file that this provider does not
   *     take
   */
  public static void check(Prompt prompt, Call call) {
    for (Message message : prompt.messages()) {
      for (Attachment file : message.attachments()) {
        Quirks quirks = call.quirks();
        boolean taken =
            file.type().isImage()
                ? quirks.takesImages(call.model())
                : quirks.takesPdf(call.model());
        if (!taken) {
          throw refused(file, call);
        }
      }
    }
  }

  private static Failure refused(Attachment file, Call call) {
    boolean image = file.type().isImage();
    String what = image ? "images" : "PDF";
    String where =
        call.quirks().takesFilesOfSome(image) ? " in this wire format" : " at this provider";
    return Failure.of(
            Kind.USAGE,
            UserWord.quoted(file.name())
                + " cannot be sent: "
                + UserWord.quoted(call.model())
                + " takes no "
                + what
                + where)
        .hint("attach it as text, or use a model of a provider that takes " + what);
  }
}
