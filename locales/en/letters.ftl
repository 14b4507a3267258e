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
