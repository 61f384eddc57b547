package dev.byok.serve.child.recipes;

import java.util.List;
import java.util.Map;

/**
 * How one program is pointed at the gateway so that no configuration of its own gets in between.
 */
interface Recipe {
  /** Returns the wire formats that the program speaks. */
  List<String> wires();

  /**
   * Changes what the program gets. Without a key of its wire formats it changes nothing.
   *
   * @param env the variables of byok's caller
   */
  void apply(Loan loan, Map<String, String> env, Changes changes);
}
