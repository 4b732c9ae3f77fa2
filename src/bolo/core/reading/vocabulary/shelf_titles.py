"""What stands above rows of other goods, in the languages we meet: "Customers also bought".

Only titles are held against it, and only what follows them is taken for other goods.
"""
# ruff: noqa: E501, RUF001 - shops write in every script

import re
from functools import lru_cache
from typing import Final

_TITLE: Final = re.compile(
    r"\b(?:related|similar|recommended|suggested|featured|popular|complementary) (?:products?|items?|goods|articles?|listings?|styles?)"
    r"|\bother products\b|\byou (?:may|might|could)(?: also)? (?:like|love|need|enjoy|be interested)|\b(?:customers?|people|others|shoppers)(?: who)?[^.]{0,40}\b(?:also|bought|viewed)\b"
    r"|\b(?:frequently )?bought together|\brecommend(?:ed for you|ations)\b|\brecently viewed|\b(?:complete the (?:look|set)|(?:goes|pairs) well with)\b"
    r"|\b(?:ähnliche|passende|verwandte|empfohlene|weitere|andere)\s(?:produkte|artikel|angebote)|auch gefallen|kund(?:en|innen)\b[^.]{0,60}\b(?:auch|kauften|gekauft|bestellten)|zusammen gekauft|zuletzt (?:an)?gesehen|\bpassend dazu|\bdazu passt"
    r"|\bproduits (?:similaires|associés|apparentés|liés|complémentaires|recommandés)|\bvous aimerez|autres produits|pourrai(?:ent|t)(?: aussi| également)? vous (?:plaire|intéresser)|achetés? ensemble|(?:récemment|déjà) (?:consultés|vus)|clients? [^.]{0,40}\bacheté"
    r"|\bproductos (?:relacionados|similares|recomendados|complementarios)|\bart[íi]culos (?:relacionados|similares)|también (?:te|le|les) pued|te (?:puede|podría)(?:n)? (?:gustar|interesar)|clientes [^.]{0,40}(?:compraron|vieron|compró)|(?:vistos|visto) recientemente|otros productos|comprados juntos"
    r"|\bprodutos (?:relacionados|similares|semelhantes|recomendados|complementares)|quem (?:viu|comprou)|(?:pode|poderá) (?:também )?gostar|também pode|talvez (?:você )?goste|aproveite também|compre junto|vistos recentemente|outros produtos"
    r"|\bprodotti (?:correlati|simili|consigliati|associati)|altri prodotti|potrebbe(?:ro)?(?: anche)? (?:interessar|piacer)|chi ha (?:acquistato|comprato)|comprati insieme|visti di recente"
    r"|\b(?:gerelateerde|vergelijkbare|aanbevolen|bijpassende|soortgelijke) (?:producten|artikelen)|vind je (?:misschien )?ook|ook (?:interessant|bekeken|gekocht)|(?:anderen|klanten) (?:kochten|bekeken)|samen gekocht|recent bekeken"
    r"|(?:podobne|powiązane|polecane|inne) (?:produkty|towary)|produkty (?:podobne|powiązane|polecane)|(?:inni|klienci)[^.]{0,40}(?:kupili|oglądali)|może (?:ci|cię|cie) (?:się|też)|zobacz (?:również|także|też)|ostatnio oglądane|kupowane razem"
    r"|(?:souvise?jící|súvisiace|související|podobné|doporučené|odporúčané) (?:produkty|zboží|tovar)|mohlo by (?:se|sa|vás)|(?:zákazníci|ostatní)[^.]{0,30}(?:koupili|nakoupili|kúpili)|naposledy (?:navštívené|prohlížené|prezerané)"
    r"|(?:relaterade|relaterte|relaterede|liknande|lignende|rekommenderade|anbefalte|anbefalede) (?:produkter|varor|varer)|andra köpte|andre (?:købte|kjøpte)|kunder (?:köpte|købte|kjøpte)|(?:du|vi) (?:kanske|kanskje|måske|vil)[^.]{0,20} (?:gilla|like|lide|synas)|(?:senast|sidst|sist) (?:visade|sete|viste)|købes? sammen"
    r"|samankaltai|liittyvät tuotteet|muita tuotteita|asiakkaat ostivat|saattaisit? pitää|(?:kapcsolódó|hasonló|ajánlott) termék|(?:mások|vásárlóink) ezt is|ezek is érdekel"
    r"|produse (?:similare|asem[aă]n[aă]toare|recomandate|înrudite|complementare)|clien[țt]ii (?:au|care)[^.]{0,30}cump[aă]rat|[țt]i-ar putea pl[aă]cea"
    r"|(?:похожие|сопутствующие|рекомендуемые|другие|популярные|связанные|аналогичные) товары|с этим товаром|рекомендуем\b|может (?:вам )?понрав|недавно (?:смотрели|просмотренн)|вы (?:уже )?смотрели|покупают вместе|посмотрите (?:ещё|еще|также)"
    r"|(?:схожі|супутні|рекомендовані|аналогічні|інші) товари|з цим товаром|вас (?:може|можуть) зацікавити|(?:подобни|свързани|препоръчани) (?:продукти|стоки)|може да (?:ви|ти) хареса"
    r"|(?:benzer|ilgili|önerilen|diğer) ürünler|bunu alanlar|birlikte (?:alın|al\b)|son (?:gezdi|baktı|görüntü)|(?:σχετικά|παρόμοια|προτεινόμενα) προϊόντα|ίσως σας"
    r"|(?:slični|povezani|sorodni|podobni|preporučeni) (?:proizvodi|izdelki|artikli)|kupci (?:su|so)|(?:panašios|susijusios) prekės|(?:līdzīgas|saistītas) preces|(?:sarnased|seotud) tooted"
    r"|sản phẩm (?:liên quan|tương tự|cùng loại|khác)|có thể bạn|bạn (?:cũng )?(?:có thể|sẽ) thích|produk (?:terkait|serupa|lainnya|sejenis|rekomendasi)|mungkin (?:anda|kamu)|(?:anda|kamu) mungkin"
    r"|สินค้า(?:ที่เกี่ยวข้อง|แนะนำ|ใกล้เคียง|อื่น)|คุณอาจ|منتجات (?:ذات صلة|مشابهة|مقترحة|قد)|قد (?:يعجبك|تعجبك)|(?:محصولات|کالاهای) (?:مرتبط|مشابه)|מוצרים (?:דומים|נוספים|קשורים)|אולי (?:יעניין|תאהב)"
    r"|関連(?:商品|アイテム|製品)|おすすめ|この商品を(?:買|見|チェック)|最近(?:見|チェック)|よく一緒に|類似|(?:相[关關]|同[类類])(?:商|產|产)品|猜[你您](?:喜[欢歡])|[你您]可能|推[荐薦](?:商品|給|给)|[买買][^。]{0,8}(?:也|还|還)|看了又看"
    r"|(?:관련|추천|비슷한|연관)\s?(?:상품|제품)|함께\s?(?:구매|본|보면)|최근\s?본|다른\s?(?:고객|상품)",
    re.IGNORECASE,
)
_LONGEST: Final = 90


@lru_cache(4096)
def titles_shelf(words: str) -> bool:
    """Say whether a title says that other goods follow."""
    return len(words) <= _LONGEST and _TITLE.search(words) is not None
