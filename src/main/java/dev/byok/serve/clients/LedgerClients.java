package dev.byok.serve.clients;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.files.PrivateFiles;
import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.EntryView;
import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.FileBytes;
import dev.byok.ledger.file.Whole;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Finds the ledger's entries that name a client. Damage is skipped. */
final class LedgerClients implements Elements.Sink {
  private static final String FIELD = "client";
  private static final byte[] NAMED = ('"' + FIELD + '"').getBytes(StandardCharsets.US_ASCII);

  private final BiConsumer<String, EntryView> entries;

  private LedgerClients(BiConsumer<String, EntryView> entries) {
    this.entries = entries;
  }

  static void scan(Ledger ledger, BiConsumer<String, EntryView> entries) {
    Path file = ledger.file();
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      PrivateFiles.requireOwn(file, false);
      try (FileChannel channel =
          FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
        new Elements(new FileBytes(channel, channel.size()), new LedgerClients(entries)).scan();
      }
    } catch (IOException broken) {
      throw Failure.of(Kind.FILE, UserWord.quoted(file) + " cannot be read: " + Causes.of(broken))
          .hint("byok usage path shows where the ledger is")
          .causedBy(broken);
    }
  }

  @Override
  public void object(Whole object, long offset, long end) {
    String client = client(object.bytes());
    EntryView entry = client == null ? null : object.view();
    if (client != null && entry != null) {
      entries.accept(client, entry);
    }
  }

  @Override
  public void damage(long offset, long length) {
    // byok usage reports it.
  }

  private static @Nullable String client(byte[] entry) {
    if (!holdsName(entry)) {
      return null;
    }
    try {
      return Json.parseObject(entry).text(FIELD);
    } catch (JsonSyntaxException broken) {
      return null;
    }
  }

  private static boolean holdsName(byte[] entry) {
    for (int at = 0; at + NAMED.length <= entry.length; at++) {
      int same = 0;
      while (same < NAMED.length && entry[at + same] == NAMED[same]) {
        same++;
      }
      if (same == NAMED.length) {
        return true;
      }
    }
    return false;
  }
}
