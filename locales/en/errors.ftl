# Wat misging, en wat nu.

changed-title = Changed meanwhile
changed-by = { $by } changed the case of { $client } ({ $when }) after you opened the page. Nothing of yours has been saved yet.
changed-what = What changed
refused-title = This is not possible
refused-missing = Still needed
again-typed = What you filled in
again-save = Save anyway
again-save-mended = Save again
again-leave = Back without saving
error-reference = When reporting this, mention number:
error-back = Back to where you were
error-back-to = Back to { $name }
error-typed-hint = This was not recorded. Copy what you still need.
do-send-again = Send again
error-400-title = This request cannot be read
error-400-help = Go back, reload the page and try again.
error-403-title = You have no access to this
error-403-help = You see only clients with whom you or your organisation have a treatment relationship. Is that wrong? Ask the case manager to add your organisation.
error-not-yours-title = You cannot do this here
error-not-yours-help = Do you have another seat to which it belongs? Choose that one in the menu and try again there.
error-404-title = Not found
error-404-help = This page or case does not exist, or the address is incomplete.
error-405-title = This address cannot do that
error-405-help = Nothing can be sent here or asked for in this way. Go back and use the buttons of the page.
error-cross-site-title = This came from another website
error-cross-site-help = For safety Regie takes only what you send from its own pages. Nothing was changed. Open Regie and try again there.
error-409-title = Changed meanwhile
error-409-help = Someone else was first. Reload the page to see what changed.
error-413-title = Too large
error-413-help = What you sent is larger than fits here. Make it shorter and try again.
error-422-title = This is not possible
error-422-help = Nothing was changed. Go back, mend what is said above and try again.
error-500-title = Something went wrong
error-500-help = This is Regie's fault, not yours. What was saved is still there. Try again; if it keeps failing, report it.
error-503-title = Regie cannot be reached for a moment
error-503-help = The data cannot be reached for now; nothing was changed. Try again in a minute.
error-in-doubt-title = Not certain whether this was saved
error-in-doubt-help = The connection to the data was lost while Regie was saving. It is not certain whether your change was saved. Wait a moment, look first whether it is there, and fill in again only what is not.

# What was sent while she was signed out.

unsent-title = Not sent yet
unsent-hint = You were signed out when you sent this ({ $when }). Nothing of it has been saved. Check it and send it after all, or throw it away.
unsent-for = Client: { $name }
unsent-unread = What you filled in is kept, but can no longer be shown here. { $why }
unsent-more = { $count ->
     [one] After this, 1 more form has not been sent.
    *[other] After this, { $count } more forms have not been sent.
    }
unsent-later-hint = If you choose nothing, you will see this again the next time you sign in.
do-send-after-all = Send after all
do-throw-away = Throw away
said-unsent-dropped = Thrown away.
said-warn-not-hers = That form was still open here from somebody else. It was not recorded under your name; she will get it back when she signs in.
