"""What people do in the workspace: talk, command, click, submit, upload; each act tells the app what Slack would."""
