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

# Brieven die een stap zetten (PS-06, PS-07, AZ-05, AZ-15).
do-write-letter-to = Brief schrijven
do-send-letter-to = Versturen
letter-lead = Met versturen is deze stap gedaan. Wie met Regie werkt, leest de brief daar; voor de anderen druk je hem af of mail je hem beveiligd. Tot hij gelezen of verstuurd is, blijft hij in de casus openstaan.
letter-to-whom = Aan wie
letter-goes-to = Deze brief gaat naar { $to }.
letter-around-her = Rond deze cliënt
letter-has-it = kreeg deze brief al
letter-nobody-around = Rond deze cliënt staat zo iemand nog niet. Kies hieronder, of vul een naam en adres in.
letter-another = Een ander uit de relaties
letter-name-elsewhere = Staat niet in de relaties: naam
letter-address-elsewhere = Adres, zorgmail of fax
letter-not-involved = Is niemand van hen bij de cliënt betrokken? Ga terug en sla de stap over, met die reden.
letter-says = Wat erin staat
letter-note = Wat je eraan toevoegt
letter-nothing-sealed = Zet hier niets in over Kindcheck of Meldcode: de brief wordt bewaard door wie hem krijgt.
letter-sent-already = Al verstuurd voor deze stap
letter-changed = { $by } heeft de casus intussen gewijzigd. Lees hieronder wat er nu in staat, en verstuur dan opnieuw.
letter-failed = niet aangekomen
letters-title = Verstuurde brieven
letter-sent-by = { $when }, { $by }
do-return-letter = Kwam niet aan
do-return-letter-it = Vastleggen
return-letter-hint = De stap staat daarna weer open, als niemand anders deze brief kreeg.
said-letter-sent = De brief is verstuurd. Hij staat bij Contacten, met of hij al is gelezen.
work-plan-letter = de brief met het vastgestelde plan en de afspraken
work-handover-letter = de brief met de overdracht
work-pregnancy-declaration = de zwangerschapsverklaring
refusal-letter-not-sent = Deze stap wordt gedaan door de brief te versturen. Schrijf de brief, of sla de stap met reden over als niemand van hen betrokken is.
