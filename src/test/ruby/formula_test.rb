# Installs a formula from the archive of this platform into a keg of its own, runs its test, and looks
# at what is there. Arguments: the formula, the folder with the archives of all platforms.

require "digest"
require "fileutils"
require "rbconfig"
require "tmpdir"
require_relative "homebrew"

FORMULA, ARCHIVES = ARGV.map { |path| File.expand_path(path) }

PLATFORMS = {
  %i[macos arm]   => "osx-aarch_64",
  %i[macos intel] => "osx-x86_64",
  %i[linux arm]   => "linux-aarch_64",
  %i[linux intel] => "linux-x86_64",
}.freeze

def check(claim, holds)
  abort "formula: not so: #{claim}" unless holds
  puts "formula: #{claim}"
end

# Reads the formula as a machine of this platform would.
def formula_for(platform)
  Object.send(:remove_const, :Byok) if Object.const_defined?(:Byok)
  Formula.platform = platform
  load FORMULA
  Byok
end

def archive(platform)
  File.join(ARCHIVES, File.basename(formula_for(platform).url))
end

here = [
  RbConfig::CONFIG["host_os"].include?("darwin") ? :macos : :linux,
  RbConfig::CONFIG["host_cpu"].match?(/arm|aarch64/) ? :arm : :intel,
]

PLATFORMS.each do |platform, name|
  formula = formula_for(platform)
  release = "#{formula.homepage}/releases/download/v#{formula.version}/byok-#{formula.version}-#{name}.zip"
  check "the address for #{name} is that of the release", formula.url == release
  check "the SHA-256 for #{name} is the archive's", formula.sha256 == Digest::SHA256.file(archive(platform)).hexdigest
end

formula = formula_for(here)
# Some of what `brew audit` asks for; only brew can tell the rest.
check "the description is a short line without an article, byok's name or a full stop",
      formula.desc.length <= 80 && !formula.desc.end_with?(".") && !formula.desc.match?(/\A(an?|the|byok)\b/i)
check "the license is named", formula.license == "Apache-2.0"
check "install names that begin with @rpath are kept", formula.recorded[:preserve_rpath]
check "newer versions are looked for in the releases",
      formula.recorded[:livecheck] == { url: :stable, strategy: :github_latest }

Dir.mktmpdir("byok formula") do |work|
  build = File.join(work, "build")
  system("unzip", "-q", archive(here), "-d", build) || abort("formula: the archive cannot be unpacked")
  tops = Dir.children(build)
  check "the archive has one folder at its top", tops == ["byok-#{formula.version}"]

  keg = formula.new(File.join(work, "keg"), File.join(work, "test"))
  # Homebrew enters the one folder of an archive before it installs.
  Dir.chdir(File.join(build, tops.first)) { keg.install }

  { "bash" => keg.bash_completion/"byok",
    "zsh"  => keg.zsh_completion/"_byok",
    "fish" => keg.fish_completion/"byok.fish" }.each do |shell, file|
    check "the completion for #{shell} is installed", file.file? && file.read.include?("byok")
  end
  pages = keg.man1.glob("*.1")
  check "all #{pages.size} man pages are installed",
        pages.map { |page| page.basename.to_s }.include?("byok.1") &&
        pages.size == (keg.libexec/"share/man/man1").glob("*.1").size &&
        pages.all? { |page| page.read.include?(".TH") }
  check "bin holds byok and nothing else", keg.bin.children.map { |file| file.basename.to_s } == ["byok"]

  # A real key would be used by a real prompt.
  ENV["OPENAI_API_KEY"] = ENV["BYOK_OPENAI_API_KEY"] = "no-key"
  keg.run_test
  check "its test passes, with #{keg.calls} assertions", keg.calls == 4
  check "its test sees nothing of the caller's environment", (keg.environment - %w[HOME PATH TMPDIR LANG]).empty?
  outputs = keg.outputs
  noticed = (1..outputs).select do |number|
    keg.lost = number
    keg.run_test
    false
  rescue Minitest::Assertion
    true
  end
  check "its test misses each of #{outputs} outputs that is lost", outputs == 4 && noticed.size == outputs
end
