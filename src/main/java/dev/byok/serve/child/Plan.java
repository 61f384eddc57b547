package dev.byok.serve.child;

import dev.byok.catalog.Catalog;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.serve.child.recipes.Changes;
import dev.byok.serve.child.recipes.GenericVariables;
import dev.byok.serve.child.recipes.KnownPrograms;
import dev.byok.serve.child.recipes.Loan;
import dev.byok.serve.child.recipes.PrivateFolder;
import dev.byok.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is started for a command of the user's: its words, and what its environment has and lacks
 * compared with that of byok's caller. It can be shown before it is done.
 */
public final class Plan {
  private final Loan loan;
  private final List<String> command;
  private final Changes changes;
  private final ChildEnvironment callers;

  private Plan(Loan loan, List<String> command, Changes changes, ChildEnvironment callers) {
    this.loan = loan;
    this.command = command;
    this.changes = changes;
    this.callers = callers;
  }

  /**
   * Plans a command.
   *
   * @param command the command and its arguments as the user typed them
   * @param callers the environment without keys; it must know the lent ones
   * @param env the environment of this process, for settings of the program
   * @throws Failure if settings of the program cannot be read, or an argument cannot be passed on
   */
  public static Plan of(
      Loan loan,
      List<String> command,
      Catalog catalog,
      ChildEnvironment callers,
      Map<String, String> env) {
    checkText(command);
    Changes changes = new Changes();
    GenericVariables.apply(loan, catalog, changes);
    KnownPrograms.apply(command.getFirst(), loan, env, changes);
    List<String> words = new ArrayList<>(command);
    words.addAll(1, changes.arguments());
    return new Plan(loan, List.copyOf(words), changes, callers);
  }

  /** Java reads arguments as text, and puts this sign where they are none. */
  private static void checkText(List<String> command) {
    for (int i = 0; i < command.size(); i++) {
      if (command.get(i).indexOf('\ufffd') >= 0) {
        throw Failure.of(
                Kind.USAGE,
                (i == 0 ? "the command" : "argument " + i) + " has bytes that are not UTF-8 text")
            .hint("byok cannot pass them on; put the command into a script and run that");
      }
    }
  }

  /** Returns the command and its arguments, with those that byok puts before the user's. */
  public List<String> command() {
    return command;
  }

  /** Returns the private folder that the program needs, or null. */
  public @Nullable PrivateFolder folder() {
    return changes.folder();
  }

  /** Changes the environment of a process that is about to start, which is this process's own. */
  public void applyTo(Map<String, String> environment) {
    callers.applyTo(environment);
    environment.keySet().removeAll(changes.removed());
    environment.putAll(changes.set());
  }

  /** Returns what is planned, with the token masked. */
  public JsonObject json() {
    JsonObject.Builder set = JsonObject.builder();
    shown().forEach(set::put);
    List<String> words = new ArrayList<>();
    for (String word : command) {
      words.add(loan.masked(word));
    }
    return JsonObject.builder()
        .put("command", words)
        .put("set", set.build())
        .put("removed", List.copyOf(removed()))
        .build();
  }

  /** Returns the same as lines that a shell could run. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String name : removed()) {
      lines.add("unset " + name);
    }
    shown().forEach((name, value) -> lines.add("export " + name + "=" + ShellWord.of(value)));
    lines.add(loan.masked(ShellWord.join(command)));
    return lines;
  }

  private Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>();
    changes.set().forEach((name, value) -> shown.put(name, loan.masked(value)));
    PrivateFolder folder = changes.folder();
    if (folder != null) {
      shown.put(folder.variable(), PrivateFolder.SHOWN);
    }
    return shown;
  }

  /** Returns the caller's variables that the program does not get, and does not get anew either. */
  private Set<String> removed() {
    Set<String> removed = new TreeSet<>(callers.withheld());
    for (String name : changes.removed()) {
      if (callers.variables().containsKey(name)) {
        removed.add(name);
      }
    }
    removed.removeAll(changes.set().keySet());
    return removed;
  }

  @Override
  public String toString() {
    return "plan for " + KnownPrograms.name(command.getFirst());
  }
}
