"""Block Kit as Slack checks it: limits, shapes and surfaces of messages, modals and Home."""
