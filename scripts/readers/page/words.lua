-- Words of pages: class names and ids that give the purpose of an element, and beginnings
-- of lines that are not part of the story.  For the matching of class names see
-- core/labels.h.
local words = {}

local function product(lefts, rights)
  local list = {}
  for left in lefts:gmatch("%S+") do
    for right in rights:gmatch("%S+") do
      list[#list + 1] = "*" .. left .. right .. "*"
      list[#list + 1] = "*" .. left .. "-" .. right .. "*"
    end
  end
  return table.concat(list, " ") .. " "
end

words.labels = {
  -- page builders call every element a widget, label or sidebar of something
  ignore = [[
    elementor-* field-label-hidden label-hidden no-* has-* with-sidebar* without-sidebar*
    one-sidebar* left-sidebar* right-sidebar* single-sidebar* sidebar-left sidebar-right
    sidebar-none sidebar-main overflow-* hidden-xs hidden-sm hidden-md hidden-lg hidden-print
    menu-open is-* cookie-accepted cookies-accepted js-* paywall-content paywall-free
    paywall-open comments-open comments-closed comments-off comment-open comment-closed
    md-hidden sm-hidden lg-hidden xs-hidden ]],
  bad = [[
    nav navi navbar navigation subnav menu menue mainmenu submenu breadcrumb breadcrumbs
    brotkrumen crumb crumbs footer foot fuss fusszeile sidebar sidebars rightbar leftbar
    rightcol leftcol marginal aside widget widgets toolbar topbar bottombar header-top
    site-header page-header masthead banner banners ad ads adv advert adverts advertisement
    advertising anzeige anzeigen werbung reklame publicidad publicite adbox adslot adsense
    google-ads gads dfp taboola outbrain plista teads sponsor sponsored sponsors promo promos
    promotion partner share shares sharing sharedaddy shareaholic sharebar share-bar sharethis
    addtoany addthis social socials socialmedia social-media socialbar shariff ssba heateor
    wpulike likes like-box facebook fb-root twitter-share whatsapp telegram pinterest follow
    follow-us rating ratings rate vote votes voting kk-star-ratings postratings login signin
    sign-in signup sign-up register subscribe subscription abo abonnement newsletter
    newsletters mailing paywall cookie cookies cookiebar consent gdpr dsgvo cmp popup pop-up
    modal overlay lightbox dialog alertdialog offcanvas off-canvas search searchform suche
    suchformular search-form searchbox filter filters pager pagination pagenav page-numbers
    nav-links post-navigation prev next prevnext skip skip-link skiplink screen-reader-text
    sr-only visually-hidden visuallyhidden invisible hidden hide print-only printonly noprint
    no-print imprint impressum copyright disclaimer language-switcher lang-switch langs toc
    tags tag-list taglist tagcloud post-tags entry-tags keywords categories cat-links
    tags-links postmetadata post-meta entry-meta meta metadata metas byline dateline
    author-box authorbox author-bio author-info about-author aboutauthor bio vcard timestamp
    contentinfo complementary ticker newsticker most-read mostread meistgelesen popular
    trending top-stories latest latest-news breaking tooltip dropdown accordion-nav slider-nav
    carousel-nav gallery-nav controls player-controls video-js shop cart basket author
    saboxplugin saboxplugin-wrap sociable alert alerts asset-box module-box steady-kasten
    download downloads download-list post-author more-posts next-story next-post
    next-post-thumbnails appendix citate wishlist warenkorb button buttons btn btns edit-link
    editsection mw-editsection navbox catlinks infobox-nav jump-link back-to-top backtotop
    totop top-link scroll-top jp-relatedposts callout cta ]],
  related = [[
    related relatedposts related-posts related-articles related-content relatedcontent similar
    aehnlich aehnliche recommend recommended recommendation recommendations recommandations
    empfehlungen empfehlung more-from read-more readmore read-also see-also seealso morelinks
    more-links more-news more-articles mehr-zum-thema weitere teaser teasers teaserlist
    teaser-list teaserbox linkbox link-list linklist related-links also-read yarpp crp zergnet
    upnext up-next up-next-list further-reading leseempfehlung onward suggestions suggested
    storylist story-list articlelist article-list newslist news-list topic-list recirc
    recirculation latest-posts recent-posts recentposts promo-link siehe-auch vejatambem
    leiamais jetzt-lesen ]],
  comment = [[
    comment comments commentlist comment-list commentform comment-form comment-respond respond
    replies reply disqus disqus-thread kommentar kommentare kommentarliste commentaire
    commentaires comentarios comentario discussion forum-thread fb-comments feedback
    leserkommentare livefyre spotim guestbook ]],
  caption = [[
    caption captions wp-caption-text image-caption img-caption bildunterschrift bildtext bu
    credit credits image-credit copyright-info photo-credit bildnachweis source-image
    figcaption legend legende image-source ]],
  stem = product("social", "media share icon link bar")
    .. product("share", "bar button box link icon tool")
    .. product("author autor autoren", "box info bio card desc profile")
    .. product("teaser", "list box grid wrap") .. product("nav", "bar menu list")
    .. product("promo", "box banner bar") .. product("most", "read popular")
    .. product("tag", "list cloud link") .. product("read", "more next also")
    .. product("print", "link button") .. product("sign", "up") .. product("fact", "box") .. [[
    *newsletter* *related* *relatet* *recommend* *sharing* *breadcrumb* *advert* *cookie*
    *consent* *taboola* *outbrain* *subscri* *pagination* *footer* *sidebar* *opt-in-* *banner*
    *paywall* *schlagwort* *toc-* *-toc inhaltsverzeichnis *inhaltsverzeichnis* *copyright*
    *disclaimer* *infobox* *popup* *donat* *spenden* ]],
  body = product("article artikel story post entry news blog content detail page text single "
      .. "main node body", "body content text inhalt copy main full inner wrap") .. [[
    *articlebody* *storybody* *richtext* *rich-text* rte *fliesstext* *field-name-body*
    *ce-text* *mw-parser-output* *bodytext* *cikk-torzs* *corpo* *corps* *cuerpo* *contenido*
    *texte* ]],
  content = "content main primary inhalt",
  date = "*date* *datum* *time* *publi* *meta* *byline* *fecha* *posted* *dachzeile* *stand* "
    .. "*created*",
  title = "*headline* *heading* *title* *titel* *ueberschrift*",
  kicker = product("sub pre", "title") .. [[
    *kicker* *dachzeile* *overline* *topline* *roof* *spitzmarke* *prefix* *date* *meta*
    *category* *label* *sr-only* *hidden* *intro* *eyebrow* ]],
  teaser = "*teaser*",
  byline = "byline bylines author authors autor autoren autorin writer writtenby written-by "
    .. "reporter contributor by-author post-author entry-author article-author c-byline",
  sidebar = "widget* sidebar* footer* teaser*",
}

-- A short line that begins like this is left out.
words.tail = regex("^(?:\\W*)(?:"
  .. "mehr zum thema|mehr dazu|lesen sie auch|lies auch|auch interessant|"
  .. "das könnte (?:sie|dich) auch|"
  .. "weitere (?:artikel|beiträge|meldungen|themen|informationen zum thema|nachrichten|news)|"
  .. "ähnliche (?:artikel|beiträge|themen|posts)|"
  .. "related (?:articles?|posts?|stories|content|topics|news|reading|links)|"
  .. "you (?:may|might) also (?:like|be interested)|"
  .. "more (?:from|on this|stories|news|in this|like this)|read (?:more|also|next)\\b|"
  .. "see also\\b|recommended (?:for you|stories|reading)|further reading|"
  .. "most (?:read|popular)|meistgelesen|beliebte artikel|"
  .. "neueste (?:artikel|beiträge|kommentare)|aktuelle (?:artikel|meldungen|beiträge)|"
  .. "(?:\\d+ |keine |no |schreibe? (?:einen|doch einen) |hinterlasse? (?:einen|eine) |neuer )?"
  .. "(?:kommentare?|comments?|commentaires?|comentarios?)\\b.{0,25}$|"
  .. "leave a (?:reply|comment)|post a comment|"
  .. "\\d+ (?:thoughts|antworten|responses|replies)\\b|laisser un commentaire|"
  .. "deja un comentario|antwort (?:abbrechen|hinterlassen)|diskutieren sie mit|"
  .. "jetzt kommentieren|share this|teilen mit|gefällt mir|like this|"
  .. "(?:diesen |artikel |beitrag |seite |diese geschichte )?"
  .. "(?:teilen|weitersagen|weiterempfehlen|drucken|share|partager|compartir|udostępnij)"
  .. "\\b.{0,25}$|"
  .. "à lire aussi|lire aussi|sur le même (?:sujet|thème)|voir aussi|"
  .. "articles (?:similaires|liés)|dans la même rubrique|te puede interesar|lea también|"
  .. "leia (?:também|mais)|veja (?:também|mais)|ver también|noticias relacionadas|"
  .. "leggi anche|potrebbe interessarti|articoli correlati|czytaj (?:też|także|również)|"
  .. "zobacz (?:też|także|również)|polecane|lees ook|læs også|läs också|читайте также|"
  .. "по теме|newsletter|abonnieren sie|jetzt abonnieren|"
  .. "zurück zur (?:übersicht|startseite)|nach oben|zum seitenanfang|back to top|"
  .. "vorheriger (?:artikel|beitrag)|nächster (?:artikel|beitrag)|"
  .. "previous (?:article|post)|next (?:article|post)|über den autor|about the author|"
  .. "zum autor|zur person$|"
  .. "(?:tags|schlagwörter|schlagworte|themen|stichworte|kategorien?|keywords|"
  .. "filed under|posted in|topics|etiquetas|mots[- ]clés|tagi)\\s*:"
  .. ")", "iu")

-- Beginnings of the parts below a story: everything after them is left out.
words.cut = regex("^(?:\\W*)(?:"
  .. "ähnliche (?:artikel|beiträge|posts)|related (?:articles?|posts?|stories)|"
  .. "you (?:may|might) also like|das könnte (?:sie|dich) auch|"
  .. "(?:\\d+ )?(?:kommentare|comments|commentaires|comentarios)\\s*(?:\\(?\\d*\\)?)?$|"
  .. "leave a (?:reply|comment)|post a comment|schreibe? (?:einen|doch einen) kommentar|"
  .. "\\d+ (?:thoughts|antworten|responses|replies|kommentare?|comments?)\\b|"
  .. "kommentar (?:schreiben|verfassen|hinterlassen)|hinterlasse? (?:einen|eine) |"
  .. "weitere (?:artikel|beiträge|meldungen|nachrichten|news)|mehr zum thema|meistgelesen|"
  .. "auch interessant|noticias relacionadas|articoli correlati|teilen mit|share this|"
  .. "neueste (?:artikel|beiträge)|aktuelle (?:artikel|meldungen|beiträge)|"
  .. "laisser un commentaire|most (?:read|popular)|articles (?:similaires|liés)|"
  .. "dans la même rubrique|sur le même (?:sujet|thème)|te puede interesar|"
  .. "zum seitenanfang|antwort abbrechen"
  .. ")", "iu")

words.furniture = regex("^(?:\\W*)(?:"
  .. "©|\\(c\\) |copyright|all rights reserved|alle rechte vorbehalten|tous droits|"
  .. "advertisement|anzeige$|werbung$|publicidad$|- ?anzeige|foto ?: |fotos ?: |bild ?: |"
  .. "photo ?: |photo by|photograph:|image ?: |bildquelle|bildnachweis|quelle ?: .{0,60}$|"
  .. "getty images|symbolbild|aktualisiert|updated|last updated|stand ?: ?\\d|"
  .. "veröffentlicht (?:am|von)|published( on|:)|posted (?:on|by)|erstellt am|"
  .. "(?:first |originally )?(?:published|posted|veröffentlicht|erschienen|publié|publicado|"
  .. "publicada|pubblicato|opublikowano|geplaatst|publicerad|udgivet)\\b[^.!?]{0,40}\\d{4}.{0,25}$|"
  .. "\\d{1,2}[.:]\\d{2}( ?uhr)?$|\\d{1,2}\\. ?\\d{1,2}\\. ?\\d{2,4}.{0,25}$|"
  .. "\\d{1,2}\\.? \\w{3,9} \\d{4}.{0,18}$|von [A-ZÄÖÜ]\\w+ [A-ZÄÖÜ]\\w+$|"
  .. "by [A-Z]\\w+ [A-Z]\\w+$|weiterlesen|read more|mehr erfahren|lesezeit|reading time|"
  .. "\\d+ min(?:\\.|uten|utes)? (?:read|lesezeit|lesedauer)|wir verwenden cookies|"
  .. "diese (?:web)?seite (?:verwendet|nutzt|benutzt) cookies|"
  .. "this (?:web)?site uses cookies|we use cookies|"
  .. "um (?:diesen|dieses) .{0,40}(?:javascript|cookies)|bitte aktivieren sie|"
  .. "please enable|sie müssen .{0,40}anmelden|du musst .{0,40}(?:anmelden|eingeloggt)|"
  .. "melden sie sich .{0,40}an|jetzt (?:anmelden|registrieren|lesen|abonnieren)|log ?in|"
  .. "anmelden|registrieren|sign up|subscribe|follow us|folgen sie uns|folge uns|"
  .. "suivez-nous|síguenos|drucken|print$|pdf$|e-mail$|facebook$|twitter$|whatsapp$|"
  .. "reporting by|editing by|hier klicken|klicken sie hier|click here|zur startseite|"
  .. "inhaltsverzeichnis|melden sie|le puede interesar|te recomendamos|lea (?:más|además)|"
  .. "mira también|vea también|no dej?es? de leer|schon gelesen|passend dazu|mehr von |"
  .. "mehr zu |mehr lesen|telefon ?:|tel\\.? ?:|e-?mail ?:|fax ?:|if you (?:like|enjoy)|"
  .. "be sociable|download the|follow |únete|suscríbete|síguenos|bewerten ?:|"
  .. "für weitere links|zum thema$|lesen sie (?:hier|mehr|dazu)|schlagwort|diesen artikel"
  .. ")", "iu")

words.credit = regex("\\((?:foto|bild|photo|quelle|picture|image|source)s?\\s?:[^)]*\\)\\W*$|"
  .. "(?:^|[.!] )(?:foto|photo|bild|fotos|©|copyright)\\W[^.]{2,60}$|getty images|shutterstock|"
  .. "istock|unsplash|pixabay|\\bafp\\b.{0,12}$|[/(] ?dpa\\)?.{0,10}$|©", "iu")

-- Short paragraphs of a site about itself: its newsletter, app, subscription, channel,
-- comments, privacy, partners; credits and labels with nothing after them.
words.promotion = regex("^(?:\\W*)(?:"
  .. "(?:get|join|subscribe to|sign up (?:for|to)|register for) (?:the|our|my) |"
  .. "(?:please |to (?:read|view|continue)\\b.{0,40})subscribe|already (?:a )?(?:subscrib|member)|"
  .. "if you(?:’|')?(?: a)?re (?:seeing this|already a)|first-time subscribers|"
  .. "(?:for|get) (?:all )?the latest (?:stories|news|updates|headlines)|download (?:our|the) |"
  .. "do you want to (?:be informed|receive|stay)|want (?:more|to (?:read|receive|know|stay))\\b|"
  .. "(?:don(?:’|')t|never) miss (?:a|an|out|any)|stay (?:tuned|up to date|informed|connected)|"
  .. "(?:this|the) (?:post|article|page|site|story|content) (?:may )?(?:contains?|includes?) "
  .. "(?:affiliate|references to|links to|sponsored)|"
  .. "submit your |send (?:us|your) |write to us|contact us|have (?:a|any) (?:tip|news|question)|"
  .. "view comments|(?:show|hide|load|join) (?:the )?(?:more )?(?:comments|conversation)|"
  .. "explore further|explore more|lust auf mehr|noch mehr (?:infos|artikel|zum)|"
  .. "(?:weitere|mehr) (?:infos?|informationen)"
  .. "(?: (?:zum thema|finden sie|gibt es|unter))?.{0,20}:?$|"
  .. "lade (?:weitere|mehr)|mehr laden|quellen (?:aus|ein)blenden|"
  .. "(?:kommende|weitere) (?:events|termine)|"
  .. "(?:möchten sie|willst du|wollen sie) .{0,40}(?:teilen|newsletter|informiert)|"
  .. "(?:teilen sie dies|news|artikel|beitrag|seite)[ -]?(?:mit|teilen|weiterleiten)\\b.{0,20}:?$|"
  .. "(?:wir respektieren|wir schützen) (?:deine|ihre)|dieses (?:kommentar)?formular|"
  .. "bewerten(?: sie)?\\b.{0,30}:?$|kategorien?:|vorschau auf|titelbild|symbolfoto|"
  .. "hat (?:ihnen|dir) (?:dieser|der) (?:artikel|beitrag)|"
  .. "kontakt:?$|pressekontakt|ansprechpartner|"
  .. "crédits? photos? ?:|image (?:d'|d’)?illustrat|photo d(?:'|’)illustration|permalien|"
  .. "inscrivez-vous|abonnez-vous|recevez (?:nos|les|la|notre)|téléchargez|"
  .. "(?:únete|suscríbete|suscríbase|regístrate|recibe|descarga|síguenos|puede escribirnos)\\b|"
  .. "(?:¿|\\?)?(?:ya sabías que|quieres recibir|te gustó)|contexto de la noticia|"
  .. "(?:canal de|grupo de) (?:telegram|whatsapp)|iscriviti|scarica l|inscreva-se|assine|"
  .. "zapraszamy (?:też |także )?do (?:subskrypcji|prenumeraty)|zapisz się|"
  .. "release date ?:|source ?:.{0,60}$|credits? ?:.{0,40}$|via ?:.{0,40}$|"
  .. "(?:the )?(?:views|opinions) expressed|.{0,60}is not responsible for the|like (?:this )?recipe"
  .. ")", "iu")

-- A sentence about the site anywhere in a short paragraph.
words.of_site = regex("(?:our|unsere[mn]?|notre|nuestro) (?:free )?(?:newsletter|app\\b|podcast)|"
  .. "canal de (?:telegram|whatsapp)|in (?:the|your) app store|google play|"
  .. "sign up for .{0,30}newsletter|newsletter (?:abonnieren|anmelden|bestellen)|"
  .. "subscribe to (?:our|the|us)|become a (?:member|subscriber|patron)|affiliate links?|"
  .. "(?:apps?|app) (?:for|für) (?:ios|android)", "iu")

return words
