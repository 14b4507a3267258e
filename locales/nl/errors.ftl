# Wat misging, en wat nu.

changed-title = Intussen gewijzigd
changed-by = { $by } wijzigde de casus van { $client } ({ $when }) nadat jij de pagina opende. Er is nog niets van jou opgeslagen.
changed-what = Wat er veranderde
refused-title = Dit kan zo niet
refused-missing = Nog nodig
again-typed = Wat jij invulde
again-save = Toch opslaan
again-save-mended = Opnieuw opslaan
again-leave = Terug zonder opslaan
error-reference = Noem bij een melding dit nummer:
error-back = Terug naar waar je was
error-back-to = Terug naar { $name }
error-typed-hint = Dit is niet vastgelegd. Neem over wat je nog nodig hebt.
do-send-again = Opnieuw versturen
error-400-title = Deze aanvraag is niet te lezen
error-400-help = Ga terug, laad de pagina opnieuw en probeer het nog een keer.
error-403-title = Hier heb je geen toegang toe
error-403-help = Je ziet alleen cliënten met wie jij of je organisatie een behandelrelatie heeft. Klopt dat niet? Vraag de casemanager om je organisatie toe te voegen.
error-not-yours-title = Dit kun je hier niet doen
error-not-yours-help = Heb je nog een andere werkplek waarbij het wel hoort? Kies die in het menu en probeer het daar.
error-404-title = Niet gevonden
error-404-help = Deze pagina of casus bestaat niet, of het adres is niet compleet.
error-405-title = Dit adres kan dat niet
error-405-help = Hier kun je niets naartoe sturen of opvragen op deze manier. Ga terug en gebruik de knoppen van de pagina.
error-cross-site-title = Dit kwam van een andere website
error-cross-site-help = Voor de veiligheid neemt Regie alleen aan wat je op de pagina’s van Regie zelf verstuurt. Er is niets gewijzigd. Open Regie en probeer het daar opnieuw.
error-409-title = Intussen gewijzigd
error-409-help = Iemand anders was je voor. Laad de pagina opnieuw om te zien wat er veranderde.
error-413-title = Te groot
error-413-help = Wat je verstuurde is groter dan wat hier past. Maak het korter en probeer het opnieuw.
error-422-title = Dit kan zo niet
error-422-help = Er is niets gewijzigd. Ga terug, pas aan wat hierboven staat en probeer het opnieuw.
error-500-title = Er ging iets mis
error-500-help = Dit ligt aan Regie, niet aan jou. Wat al was opgeslagen, is er nog. Probeer het opnieuw; blijft het misgaan, meld het dan.
error-503-title = Regie is even niet bereikbaar
error-503-help = De gegevens zijn tijdelijk niet te bereiken; er is niets gewijzigd. Probeer het over een minuut opnieuw.
error-in-doubt-title = Niet zeker of dit is opgeslagen
error-in-doubt-help = De verbinding met de gegevens viel weg terwijl Regie aan het opslaan was. Het is niet zeker of je wijziging is opgeslagen. Wacht even, kijk eerst na of zij er staat, en vul alleen opnieuw in wat er niet is.

# Wat verstuurd werd terwijl zij was afgemeld.

unsent-title = Nog niet verstuurd
unsent-hint = Je was afgemeld toen je dit verstuurde ({ $when }). Er is nog niets van opgeslagen. Kijk het na en verstuur het alsnog, of gooi het weg.
unsent-for = Cliënt: { $name }
unsent-unread = Wat je invulde is bewaard, maar hier niet meer te tonen. { $why }
unsent-more = { $count ->
     [one] Hierna komt nog 1 formulier dat niet verstuurd is.
    *[other] Hierna komen nog { $count } formulieren die niet verstuurd zijn.
    }
unsent-later-hint = Kies je niets, dan zie je dit weer als je je de volgende keer aanmeldt.
do-send-after-all = Alsnog versturen
do-throw-away = Weggooien
said-unsent-dropped = Weggegooid.
said-warn-not-hers = Dat formulier stond hier nog open van iemand anders. Het is niet onder jouw naam verwerkt; zij krijgt het terug als zij zich aanmeldt.
