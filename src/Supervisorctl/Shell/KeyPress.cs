namespace Supervisorctl.Shell;

/// <param name="Text">What is inserted; empty for any other action.</param>
internal readonly record struct KeyPress(KeyAction Action, string Text = "");
