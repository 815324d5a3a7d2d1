"""`python -m bot.cli` is the command `wegweiser`."""

import sys

from bot.cli.main import main

sys.exit(main())
