# Brieven en berichten.

delivery-waiting = not sent yet, since { $when }
delivery-sent = sent { $when } · { $by }
delivery-lapsed = lapsed { $when }: no longer needed
delivery-failed = not delivered, { $when }: { $reason }
notice-open = to send
notice-to = To { $to }
notice-print-hint = Print this notice, send it by secure mail or fax, or read it out by phone. Then record that it was sent.
letter-to = To
letter-attention = attn. { $name }
letter-phone = Phone
letter-emergency = Emergency
letter-fax = Fax
letter-secure-mail = Secure mail

# Letters that do a step (PS-06, PS-07).
do-write-letter-to = Write the letter
do-send-letter-to = Send
letter-lead = Sending does this step. Who works with Regie reads the letter there; for others you print it or send it by secure mail. Until it was read or sent it stays open on the case.
letter-to-whom = To whom
letter-goes-to = This letter goes to { $to }.
letter-around-her = Around this client
letter-has-it = has this letter already
letter-nobody-around = Nobody of that kind is around this client yet. Choose below, or give a name and address.
letter-another = Another of the directory
letter-name-elsewhere = Not in the directory: name
letter-address-elsewhere = Address, secure mail or fax
letter-not-involved = Is nobody of them involved? Go back and skip the step, with that reason.
letter-says = What it says
letter-note = What you add
letter-nothing-sealed = Write nothing here about Kindcheck or Meldcode: whoever gets the letter keeps it.
letter-sent-already = Sent for this step already
letter-changed = { $by } changed the case meanwhile. Read below what it says now, and send again.
letter-failed = did not arrive
letters-title = Letters sent
letter-sent-by = { $when }, { $by }
do-return-letter = Did not arrive
do-return-letter-it = Record
return-letter-hint = The step is open again afterwards, unless somebody else got this letter.
said-letter-sent = The letter was sent. It stands with Contacts, with whether it was read.
work-plan-letter = the letter with the plan that was fixed and what was agreed
work-handover-letter = the letter that hands the care over
work-pregnancy-declaration = the pregnancy declaration
refusal-letter-not-sent = This step is done by sending the letter. Write it, or skip the step with a reason when nobody of them is involved.
