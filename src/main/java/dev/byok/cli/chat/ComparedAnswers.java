package dev.byok.cli.chat;

import dev.byok.cli.ask.AnswerTurn;
import dev.byok.cli.ask.OnePrompt;
import dev.byok.cli.ask.Sending;
import dev.byok.cli.compare.Board;
import dev.byok.cli.compare.Candidate;
import dev.byok.cli.compare.Candidates;
import dev.byok.cli.compare.CompareStyle;
import dev.byok.cli.compare.Comparison;
import dev.byok.cli.compare.Layout;
import dev.byok.cli.compare.SideBySide;
import dev.byok.cli.compare.Stacked;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Tools;
import dev.byok.conversation.Prompt;
import dev.byok.exchange.StopButton;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.routing.Route;
import dev.byok.sessions.Session;
import dev.byok.sessions.Turn;
import dev.byok.term.console.ChatConsole;
import dev.byok.text.columns.Columns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks several models one question at once. No answer becomes part of the session until one is
 * chosen.
 */
final class ComparedAnswers {
  private final Chat chat;
  private final Tools tools;
  private final Setup setup;
  private final Sending sending;
  private final List<String> references;
  private final @Nullable Turn[] answers;
  private @Nullable Session asked;
  private List<Turn> before = List.of();

  ComparedAnswers(Chat chat, Tools tools, Setup setup, Sending sending, List<String> references) {
    this.chat = chat;
    this.tools = tools;
    this.setup = setup;
    this.sending = sending;
    this.references = List.copyOf(references);
    this.answers = new @Nullable Turn[references.size()];
  }

  /** Whether the next message is the question. */
  boolean wantsQuestion() {
    return asked == null;
  }

  int count() {
    return references.size();
  }

  /** Asks the last question of the session again. */
  void askAgain() {
    Talk talk = chat.talk();
    ask(talk.session().upTo(talk.lastQuestion() + 1));
  }

  /** Asks a question that is already part of the session, or will be. */
  void ask(Session conversation) {
    asked = conversation;
    before = chat.talk().session().turns();
    chat.talk().totals().settle();
    ChatConsole console = chat.console();
    List<Candidate> candidates = candidates(console);
    for (Candidate one : candidates) {
      Route way = one.route();
      if (way != null) {
        // Only warns: each model has its own outcome, which may be a refusal.
        chat.asking().warn(new NextTurn(conversation, one.reference(), way));
      }
    }
    StopButton button = new StopButton();
    try (var _ = console.answering("waiting for " + count() + " models", button::press)) {
      Board board = new Board(layout(console), console::write, button, candidates);
      board.open();
      try {
        int code = run(conversation, candidates, board);
        board.close();
        Failure broken = board.broken();
        if (broken == null) {
          chat.failed(code);
        } else {
          chat.finish(broken);
        }
      } finally {
        tools.messages().release();
        board.leave();
      }
    }
    chat.note("session: " + chat.talk().words());
    chat.note("/keep 1 continues with the answer of " + references.getFirst() + ", and so on");
  }

  private List<Candidate> candidates(ChatConsole console) {
    setup.reread();
    ChatOptions options = chat.talk().options();
    try (var _ = console.lend()) {
      return new Candidates(tools.messages(), setup, sending, options.given())
          .of(references, options.terms(), true);
    }
  }

  private int run(Session conversation, List<Candidate> candidates, Board board) {
    ChatOptions options = chat.talk().options();
    Prompt prompt =
        new Prompt(conversation.system(), conversation.context(), options.generation())
            .within(conversation.taskId());
    return new Comparison(
            tools.messages(),
            setup,
            sending.exchange(),
            board,
            new Comparison.Purpose(
                "chat",
                chat.talk().nameInLedger(),
                !tools.terminal().out(),
                OnePrompt.wishes(options.given()),
                (candidate, outcome, entry) -> {
                  synchronized (answers) {
                    chat.talk().totals().add(entry);
                    if (!outcome.reply().text().isBlank()) {
                      answers[candidate.place()] =
                          AnswerTurn.of(
                              outcome.reply(),
                              entry,
                              candidate.reference(),
                              tools.clock().instant());
                    }
                  }
                }))
        .run(candidates, prompt, options.tags());
  }

  private Layout layout(ChatConsole console) {
    CompareStyle style = CompareStyle.of(tools, chat.talk().options().given());
    if (console.isStyled() && Columns.fit(count(), console.width())) {
      // A notice would end up between rows that are repainted, so notices are held back.
      tools.messages().hold();
      return new SideBySide(
          new Columns(references, console.width(), console.height(), style.color()), style);
    }
    return new Stacked(references, style);
  }

  /** Continues with one of the answers: its model is asked from now on. */
  void keep(String number) {
    int place = place(number);
    Turn answer;
    synchronized (answers) {
      answer = answers[place];
    }
    Session conversation = asked;
    if (conversation == null || answer == null) {
      throw Failure.of(Kind.USAGE, references.get(place) + " has not answered")
          .hint("keep another one, or ask again with /compare");
    }
    Talk talk = chat.talk();
    if (!talk.session().turns().equals(before)) {
      throw Failure.of(Kind.USAGE, "the session has continued since the comparison")
          .hint("/compare asks them again");
    }
    String reference = references.get(place);
    talk.choose(reference, talk.route(reference));
    Session kept = talk.session().upTo(conversation.turns().size()).with(answer);
    chat.become(kept);
    chat.note("the session continues with " + reference);
  }

  private int place(String number) {
    for (int i = 0; i < references.size(); i++) {
      if (number.equals(Integer.toString(i + 1))) {
        return i;
      }
    }
    throw Failure.of(
            Kind.USAGE,
            number.isEmpty()
                ? "/keep needs a number"
                : "/keep does not take " + UserWord.quoted(number))
        .hint("it takes a number from 1 to " + references.size());
  }
}
