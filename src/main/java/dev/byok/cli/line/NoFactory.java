package dev.byok.cli.line;

import picocli.CommandLine.IFactory;

/**
 * Picocli is given every object it needs; its own factory would look for Groovy first, in every
 * jar.
 */
public final class NoFactory implements IFactory {
  @Override
  public <K> K create(Class<K> type) {
    throw new IllegalStateException("nothing is to be made of " + type.getName());
  }
}
