namespace KantanSim.Commands;

/// <summary>
/// Scripts by which shells complete the command line. Each asks the program itself, so that what it offers is never out of date:
/// <c>kantansim "[suggest:11]" "kantansim tri"</c> prints one candidate a line.
/// </summary>
internal static class CompletionScripts
{
    /// <summary>The names of the shells.</summary>
    public static readonly IReadOnlyList<string> Shells = ["bash", "zsh", "fish", "pwsh"];

    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => PowerShell,
    };

    const string Bash = """
        # kantansim completions bash. In ~/.bashrc: source <(kantansim completions bash)
        _kantansim() {
            local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}" candidate
            COMPREPLY=()
            while IFS= read -r candidate; do
                [[ $candidate == "$word"* ]] && COMPREPLY+=("$candidate")
            done < <(kantansim "[suggest:${#line}]" "$line" 2>/dev/null)
        }
        complete -o default -F _kantansim kantansim
        """;

    const string Zsh = """
        #compdef kantansim
        # kantansim completions zsh. In ~/.zshrc, after compinit: source <(kantansim completions zsh)
        _kantansim() {
            local line="${words[1,CURRENT]}"
            local -a candidates
            candidates=(${(f)"$(kantansim "[suggest:${#line}]" "$line" 2>/dev/null)"})
            (( ${#candidates} )) && compadd -a candidates || _files
        }
        compdef _kantansim kantansim
        """;

    const string Fish = """
        # kantansim completions fish. Once: kantansim completions fish > ~/.config/fish/completions/kantansim.fish
        function __kantansim_complete
            set -l line (commandline -cp | string collect --no-trim-newlines)
            kantansim "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c kantansim -a '(__kantansim_complete)'
        """;

    const string PowerShell = """
        # kantansim completions pwsh. In $PROFILE: kantansim completions pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName kantansim -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $position = $cursorPosition - $commandAst.Extent.StartOffset
            $line = $commandAst.Extent.Text.PadRight($position).Substring(0, $position)
            kantansim "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;
}
