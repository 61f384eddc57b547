package dev.byok.cli.line;

import picocli.CommandLine.IFactory;

/**
 * A factory that picocli never needs, since it is given every object. Its own factory would first
 * look for Groovy in every jar.
 */
public final class NoFactory implements IFactory {
  @Override
  public <K> K create(Class<K> type) {
    throw new IllegalStateException("nothing is to be made of " + type.getName());
  }
}
