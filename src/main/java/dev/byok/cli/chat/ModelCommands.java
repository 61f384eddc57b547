package dev.byok.cli.chat;

import dev.byok.cli.ask.Sending;
import dev.byok.cli.compare.Candidates;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.routing.Route;
import dev.byok.sessions.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The commands about which model is asked. */
record ModelCommands(Chat chat, Tools tools, Setup setup, Sending sending) {
  void model(String rest) {
    Talk talk = chat.talk();
    if (rest.isEmpty()) {
      String model = talk.session().model();
      chat.show(model == null ? "no model is chosen; /model REF chooses one" : model);
      return;
    }
    Route way = way(rest);
    talk.choose(setup.router().lasting(rest), way);
    chat.note("from now on " + way.provider().name() + " is asked for " + way.model() + lost(talk));
  }

  /**
   * Returns the route to a model, with its key fetched. If that fails in a script, the chat ends:
   * the next messages are not meant for another model.
   */
  private Route way(String reference) {
    try {
      Route way = chat.talk().route(reference);
      chat.asking().fetchKey(way);
      return way;
    } catch (Failure none) {
      if (!chat.console().isInteractive()) {
        chat.leave();
      }
      throw none;
    }
  }

  /** Says what is not passed on to the next model. */
  private static String lost(Talk talk) {
    Turn answer = talk.session().lastAnswer();
    Turn.Origin origin = answer == null ? null : answer.origin();
    return origin == null || origin.reasoning().isEmpty()
        ? ""
        : ", with the whole session; reasoning is not passed on";
  }

  void compare(String rest) {
    List<String> words = rest.isEmpty() ? List.of() : Arrays.asList(rest.split("\\s+"));
    List<String> references = new ArrayList<>();
    for (String word : words) {
      if (!isReference(word)) {
        break;
      }
      references.add(word);
    }
    if (references.size() > Candidates.MOST) {
      throw Failure.of(
              Kind.USAGE,
              "/compare takes " + Candidates.MOST + " models at most, and got " + references.size())
          .hint("leave some of them out");
    }
    if (references.size() < 2) {
      String first = words.size() > references.size() ? words.get(references.size()) : null;
      throw Failure.of(
              Kind.USAGE,
              "/compare needs two models or more"
                  + (first == null ? "" : ", but " + UserWord.quoted(first) + " is not a model"))
          .hint("/compare provider/model provider/model [QUESTION]");
    }
    String question = rest;
    for (String reference : references) {
      question = question.substring(reference.length()).stripLeading();
    }
    ComparedAnswers comparison = new ComparedAnswers(chat, tools, setup, sending, references);
    chat.compare(comparison);
    if (!question.isEmpty()) {
      chat.say(question);
    } else if (chat.talk().lastQuestion() >= 0) {
      comparison.askAgain();
    } else {
      chat.note("the next message goes to " + String.join(" and ", references));
    }
  }

  /**
   * Whether the word is a model reference, not the beginning of the question. Unless it is a bare
   * word with a capital, a word that names a provider never counts as the question: the other
   * models would get what was meant for that provider.
   *
   * @throws Failure if it names a provider but does not resolve
   */
  private boolean isReference(String word) {
    if (setup.config().aliases().containsKey(word)) {
      return true;
    }
    String provider = word.split("[:/]", 2)[0];
    if (setup.catalog().find(provider) == null) {
      return false;
    }
    boolean isOrdinaryWord = provider.equals(word) && !word.equals(word.toLowerCase(Locale.ROOT));
    if (!isOrdinaryWord) {
      setup.router().resolve(word);
    }
    return !isOrdinaryWord;
  }

  void keep(String rest) {
    ComparedAnswers comparison = chat.comparison();
    if (comparison == null || comparison.wantsQuestion()) {
      throw Failure.of(Kind.USAGE, "there is nothing to keep: no answers were compared just now")
          .hint("/compare REF REF asks several models");
    }
    comparison.keep(rest);
  }
}
