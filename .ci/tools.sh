# Shared by ./viml and ./test: finds the .NET SDK and the external programs, and installs the latter where possible.
# Sourced, never run. VIML_NO_INSTALL=1 disables installation.

say() { printf '%s\n' "$*" >&2; }

find_dotnet() {  # sets $dotnet
  local candidate
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" "$HOME/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/local/share/dotnet/dotnet; do
    if [ -n "$candidate" ] && [ -x "$candidate" ]; then dotnet=$candidate; return; fi
  done
  no_sdk "dotnet was not found"
}

need_sdk() {  # needed only for building
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  local sdks
  sdks=$("$dotnet" --list-sdks)
  case $'\n'$sdks in
    *$'\n'10.*) ;;  # global.json asks for it
    *) no_sdk "$dotnet has no SDK of version 10${sdks:+; it has $(printf '%s' "$sdks" | cut -d' ' -f1 | tr '\n' ' ')}" ;;
  esac
}

no_sdk() {
  say "viml needs the .NET 10 SDK: $1."
  say "Download it from https://dotnet.microsoft.com/download/dotnet/10.0"
  say "or, on recent Ubuntu and Debian with Microsoft's package source: sudo apt-get install dotnet-sdk-10.0"
  exit 1
}

need_ffmpeg() {
  if command -v ffmpeg > /dev/null && command -v ffprobe > /dev/null; then return; fi
  install_packages ffmpeg && command -v ffmpeg > /dev/null && command -v ffprobe > /dev/null && return
  say "viml needs ffmpeg and ffprobe to read media files. To install them, run"
  say "    $(install_command ffmpeg)"
  exit 1
}

install_command() {  # the command for a person to type
  if command -v apt-get > /dev/null; then printf 'sudo apt-get install -y %s' "$*"
  elif command -v dnf > /dev/null; then printf 'sudo dnf install %s' "$*"
  elif command -v pacman > /dev/null; then printf 'sudo pacman -S %s' "$*"
  elif command -v brew > /dev/null; then printf 'brew install %s' "$*"
  else printf 'the package manager of your system: %s' "$*"
  fi
}

install_packages() {  # fails if a password would be needed
  [ "${VIML_NO_INSTALL:-}" != 1 ] && command -v apt-get > /dev/null || return 1
  local as=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo > /dev/null && sudo -n true 2> /dev/null || return 1
    as=(sudo -n)
  fi
  say "viml: installing $* ..."
  local log
  log=$(mktemp)
  "${as[@]}" apt-get update -qq > "$log" 2>&1 || true  # offline, cached packages may still install
  if "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >> "$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  cat "$log" >&2
  rm -f "$log"
  return 1
}
