# Brieven en berichten.

delivery-waiting = nog niet verzonden, sinds { $when }
delivery-sent = verzonden { $when } · { $by }
delivery-lapsed = vervallen { $when }: hoeft niet meer
delivery-failed = niet aangekomen, { $when }: { $reason }
notice-open = te verzenden
notice-to = Aan { $to }
notice-print-hint = Print dit bericht, verstuur het per Zorgmail of fax, of lees het voor aan de telefoon. Leg daarna vast dat het verzonden is.
letter-to = Aan
letter-attention = t.a.v. { $name }
letter-phone = Telefoon
letter-emergency = Spoed
letter-fax = Fax
letter-secure-mail = Zorgmail
