"""Lists of commands that say in both languages what each one does."""

import inspect

import click


class Bilingual(click.Group):
    """A group whose list gives the whole first paragraph of each command, not its first words."""

    group_class = type

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands under a heading in both languages."""
        listed = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, told(command)) for name, command in listed if command is not None]
        with formatter.section("Perintah / Commands"):
            formatter.write_dl(rows)


def told(command: click.Command) -> str:
    """Return what a command says of itself, on one line."""
    return " ".join(inspect.cleandoc(command.help or "").partition("\n\n")[0].split())
