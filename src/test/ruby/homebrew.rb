# What Homebrew offers a formula, as far as byok's uses it: the words of the class are recorded for
# one platform, `install` fills a keg from an unpacked archive, `test` runs in a folder of its own.
# A word that is not here fails the test, as a word that Homebrew does not know fails there.

require "fileutils"
require "minitest"
require "open3"
require "pathname"

# Pathname with what Homebrew adds to it.
class Pathname
  # Moves files here, or, of a hash, to another name.
  def install(*sources)
    each_source(sources) { |source, name| FileUtils.mv(source, self/name) }
  end

  # Links to files from here, relative, so that a keg can be moved.
  def install_symlink(*sources)
    each_source(sources) do |source, name|
      target = Pathname(source).expand_path.relative_path_from(expand_path)
      File.symlink(target, self/name)
    end
  end

  private

  def each_source(sources)
    sources.flatten.each do |source|
      pairs = source.is_a?(Hash) ? source : { source => File.basename(source) }
      raise "nothing to install in #{self}" if pairs.empty?

      pairs.each do |from, name|
        raise "#{from} does not exist" unless File.exist?(from)

        mkpath
        yield from, name
      end
    end
  end
end

class Formula
  include Minitest::Assertions

  # The platform that the class body is read for, such as [:macos, :arm].
  class << self
    attr_accessor :platform
    attr_reader :recorded, :test_block

    def inherited(formula)
      super
      formula.instance_variable_set(:@recorded, {})
    end

    %i[desc homepage version license url sha256].each do |word|
      define_method(word) do |value = nil|
        return @recorded[word] if value.nil?
        raise "#{word} is said twice for #{Formula.platform.join(" on ")}" if @recorded.key?(word)

        @recorded[word] = value
      end
    end

    %i[macos linux arm intel].each do |part|
      define_method(:"on_#{part}") { |&block| class_eval(&block) if Formula.platform.include?(part) }
    end

    def preserve_rpath
      @recorded[:preserve_rpath] = true
    end

    def livecheck(&block)
      @recorded[:livecheck] = Livecheck.new.tap { |words| words.instance_eval(&block) }.said
    end

    def test(&block)
      @test_block = block
    end
  end

  # What tells Homebrew where newer versions are announced.
  class Livecheck
    STRATEGIES = %i[
      apache bitbucket cpan crate electron_builder extract_plist git github_latest github_releases gnome gnu
      hackage header_match json launchpad npm page_match pypi sourceforge sparkle xml xorg yaml
    ].freeze

    attr_reader :said

    def initialize
      @said = {}
    end

    def url(of)
      @said[:url] = of
    end

    def strategy(name)
      raise "Homebrew has no strategy #{name}" unless STRATEGIES.include?(name)

      @said[:strategy] = name
    end
  end

  # What of the environment reaches a test.
  KEPT = %w[PATH TMPDIR LANG].freeze

  attr_reader :prefix, :testpath, :outputs, :calls, :environment
  # Minitest counts here, for one word such as assert_match more than once.
  attr_accessor :assertions
  # The number of the output that is lost, so that it shows whether a test looks at it.
  attr_writer :lost

  def initialize(prefix, testpath)
    @prefix = Pathname(prefix)
    @testpath = Pathname(testpath)
    @assertions = 0
    @lost = 0
  end

  %i[assert assert_equal assert_match assert_predicate assert_path_exists refute_match].each do |word|
    define_method(word) do |*arguments|
      @calls += 1 unless @asserting
      outer = @asserting
      @asserting = true
      super(*arguments)
    ensure
      @asserting = outer
    end
  end

  def version
    self.class.version
  end

  def bin
    prefix/"bin"
  end

  def libexec
    prefix/"libexec"
  end

  def man1
    prefix/"share/man/man1"
  end

  def bash_completion
    prefix/"etc/bash_completion.d"
  end

  def zsh_completion
    prefix/"share/zsh/site-functions"
  end

  def fish_completion
    prefix/"share/fish/vendor_completions.d"
  end

  # What a command prints on stdout, if it ends with this exit code. That is no assertion on what it says.
  def shell_output(command, expected = 0)
    out, status = Open3.capture2(command, stdin_data: "")
    flunk "exit code #{status.exitstatus} of: #{command}\n#{out}" unless status.exitstatus == expected
    @outputs += 1
    @outputs == @lost ? "\n" : out
  end

  # Runs the block `test do` as `brew test` does: in an empty folder that is also the home, and without
  # the caller's environment, in which there may be keys.
  def run_test
    FileUtils.rm_rf(testpath)
    testpath.mkpath
    @outputs = @calls = 0
    kept = ENV.to_h
    ENV.replace(kept.slice(*KEPT).merge("HOME" => testpath.to_s))
    @environment = ENV.keys
    Dir.chdir(testpath) { instance_eval(&self.class.test_block) }
  ensure
    ENV.replace(kept) if kept
  end
end
