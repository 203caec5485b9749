"""What Slack should show, against what it shows: incidents and alerts alike.

Sources only say what there is to tell. From it and the subscriptions follow desired messages
(`message`); `delivered` is what is known of each in Slack; `plan` says what to do next,
`settle` what is known after it was tried, `pace` how soon. All of it is pure, so a model of
Slack that fails at random can be played against it thousands of times.

Where do I find …?
    message     a message that should exist, and its parts
    delivered   what is known of it in Slack; `saved` is its JSON
    steps       what can be done, and what can come of it
    plan        the next steps
    settle      what is known before and after a step
    pace        Slack's limits, and how to wait for a Slack that is away
    people      private notes to who checked a key in vain
    incidents   from incidents and subscriptions to desired messages
    alerts      what there is to show of an alert; `alert_messages`: the same for alerts
    showing     for how long what is shown of an alert stays so
"""
