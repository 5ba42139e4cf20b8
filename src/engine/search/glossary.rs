//! Words of other languages for the things that go wrong, with the English word that the cases use.
//! Only the trade's common words: a case in another language brings its own phrases.

/// An English word, and the beginnings by which other languages are known to say it, folded: Spanish, German,
/// French, Portuguese, Italian and Russian stems, then pairs of Chinese, Japanese and Korean characters.
const GLOSSARY: &[(&str, &str)] = &[
    ("argument", "argumento parametr аргумент 参数 引数 인수"),
    ("audit", "auditor аудит 审计"),
    ("block", "blockier bloque bloqu блокир 阻塞"),
    ("broken", "kaputt defekt rota roto casse rotto сломан"),
    ("build", "kompilier compilando compilar compilation construir сборк 编译 构建 ビル 빌드"),
    ("cache", "zwischenspeicher кэш 缓存 キャ 캐시"),
    ("check", "prufung comprobar verifier verificar провер 检查 校验"),
    ("circular", "zirkular zyklisch circulaire circolare циклич 循环 循環 순환"),
    ("command", "befehl comando commande команд 命令 コマ 명령"),
    ("compatible", "kompatibel compatibl совместим 兼容 互換 호환"),
    ("config", "konfiguration configuracion konfig configurat конфиг настройк 配置 設定 설정"),
    ("conflict", "konflikt conflicto conflit conflito conflitto конфликт 冲突 競合 충돌"),
    ("corrupt", "beschadigt corrupt danada повреж 损坏 破損"),
    ("coverage", "abdeckung cobertura couverture copertura покрыти 覆盖"),
    ("crash", "absturz abgesturzt plante краш 崩溃"),
    ("cycle", "zyklus ciclo"),
    ("dependency", "abhangig dependencia dependance dependence dipendenz зависимост 依赖 依存 의존"),
    ("deprecated", "veraltet obsolet desaconsej depreci deprecie устарел 弃用 废弃 非推"),
    ("directory", "verzeichnis ordner directorio repertoire dossier carpeta cartella каталог папк 目录"),
    ("disk", "festplatte disque disco диск 磁盘"),
    (
        "encoding",
        "kodierung umlaut codificac encodage codifica acento accents кодировк 编码 乱码 字化 化け 인코",
    ),
    ("endpoint", "endpunkt точк"),
    ("environment", "umgebung entorno environnement ambiente окружени 环境 環境 환경"),
    ("error", "fehler erreur erro errore errores ошибк 错误 报错 エラ 오류 에러"),
    ("event", "ereignis evento evenement событи 事件"),
    ("executable", "ausfuhrbar ejecutable executable executavel eseguibil исполняем 可执"),
    ("execute", "ausfuhr ejecut execut esegu выполн запуск 执行 実行"),
    (
        "fail",
        "fehlschlag schlagt fehlgeschl falla fallo fallan falha echoue echec fallisc падает 失败 失敗 실패",
    ),
    ("file", "datei dateien archivo fichero fichier arquivo файл 文件 ファ 파일"),
    ("flaky", "sporadisch zufallig intermiten intermitt aleator нестабильн 偶尔 随机"),
    ("found", "gefunden encontrad encuentra trouve trouvable trovat найден 找到 不到 見つ 찾을"),
    ("hang", "hangt hangen cuelga colgad bloque gele завис 卡住 挂起"),
    ("hour", "stunde stunden hora horas heure heures orario час 小时"),
    ("import", "importier importar importer importa импорт 导入 加载 임포"),
    ("incompatible", "inkompatibel incompatib несовместим"),
    ("injection", "inyeccion einschleus injecao iniezion инъекц 注入"),
    ("install", "installier instala installat instalac установ 安装 装到 装不 インス 설치"),
    ("leak", "leck fuga fuite filtra утечк 泄露 泄漏"),
    ("library", "bibliothek biblioteca bibliotheque libreria библиотек 类库"),
    ("license", "lizenz licencia licence licenca licenza лиценз 许可 라이"),
    ("log", "protokoll registro journal лог 日志 ログ"),
    ("loop", "schleife bucle boucle цикл 循环 ループ"),
    ("memory", "arbeitsspeicher memoria memoire памят 内存"),
    ("missing", "fehlt fehlen fehlend falta faltan manquant manque mancant отсутств 缺少 缺失 없음"),
    ("module", "modul modulo модул 模块 モジ 모듈"),
    ("name", "namen nombre nome имя 名称 重名 同名"),
    ("not", "nicht kein keine aucun pas нет не 不能 无法 无效 不是 不了 未知"),
    ("package", "paket paquet paquete pacote pacchetto пакет 软件 パッ 패키"),
    ("parallel", "gleichzeitig paralel parallel параллел 并行 并发 並列"),
    ("password", "passwort kennwort contrasena senha пароль 密码 口令"),
    ("path", "pfad ruta chemin percorso caminho путь пути 路径 パス"),
    ("performance", "leistung rendimiento desempenho prestazion производительн 性能"),
    ("permission", "berechtig permiso permissao permess прав 权限"),
    ("platform", "plattform plataforma plateforme piattaforma платформ 平台"),
    ("recognized", "erkannt reconocid reconnu riconosciut распозна 识别"),
    ("release", "veroffentlich lanzamiento publicar publier релиз 发布"),
    ("security", "sicherheit seguridad securite seguranca sicurezza безопасн 安全"),
    ("slow", "langsam lento lenta lentas lentement lent медленн 太慢 很慢 变慢 遅い 느려 느림"),
    ("supported", "unterstutz soporta supporte suportad поддержив 支持"),
    ("test", "prueba pruebas prova teste essai тест 测试 テス 테스"),
    ("thread", "hilos hilo nebenlauf filo поток 线程 スレ"),
    ("time", "zeit zeitstempel tiempo temps tempo врем 时间 時間 시간"),
    ("timeout", "zeituberschreitung zeitlimit agotado depasse таймаут 超时"),
    ("timezone", "zeitzone huso fuseau fuso зона часов 时区 時差"),
    ("traversal", "salto traversee обход 遍历 穿越"),
    ("twice", "doppelt dos deux duas doppi дважды 两次 重复"),
    ("type", "typ typen tipo typage типов 类型"),
    ("unknown", "unbekannt desconocid inconnu desconhecid sconosciut неизвестн 未知 不明"),
    ("update", "aktualisier actualiz mettre atualiz aggiorn обновл 升级 更新 アッ 업데"),
    ("upload", "hochlad subida televers envio carica загрузк 上传"),
    ("validation", "validierung validacion valider convalid валидац 校验 验证"),
    ("version", "versionen versiones версия версии 版本 バー 버전"),
    ("vulnerability", "schwachstelle vulnerabil verwundbar уязвимост 漏洞"),
    ("warning", "warnung advertencia avertissement avviso предупрежд 警告"),
    ("wrong", "falsch falsche incorrect equivocad mauvais errad sbagliat неправильн 错误 不对"),
];

/// The English words for a folded word of another language; a compound may give several.
pub(super) fn english(word: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut rest = word;
    // A German compound: `abhangigkeitskonflikt` begins with one entry, and another one stands in it.
    while let Some((english, stem)) = longest(rest) {
        found.push(english);
        if stem.is_empty() {
            break;
        }
        let next = (1..=rest.len() - stem.len())
            .filter_map(|skip| rest.get(stem.len() + skip - 1..))
            .find(|tail| tail.chars().count() >= 5 && longest(tail).is_some());
        let Some(tail) = next else { break };
        rest = tail;
    }
    found.dedup();
    found
}

/// The entry that `word` is, or begins with; short entries must be the whole word.
fn longest(word: &str) -> Option<(&'static str, &'static str)> {
    let entries =
        GLOSSARY.iter().flat_map(|(english, stems)| stems.split(' ').map(move |stem| (*english, stem)));
    entries
        .filter(|(_, stem)| word == *stem || (stem.chars().count() >= 4 && word.starts_with(stem)))
        .max_by_key(|(_, stem)| stem.len())
}

#[cfg(test)]
mod tests {
    use super::{GLOSSARY, english};
    use crate::engine::search::fold::fold;

    #[test]
    fn words_of_other_languages_lead_to_english_ones() {
        for (word, expected) in [
            ("Abhängigkeitskonflikt", &["dependency", "conflict"][..]),
            ("dependencias", &["dependency"]),
            ("módulo", &["module"]),
            ("时区", &["timezone"]),
            ("кодировка", &["encoding"]),
            ("python", &[]),
            ("", &[]),
        ] {
            assert_eq!(english(&fold(word)), expected, "{word}");
        }
    }

    #[test]
    fn every_entry_is_sorted_and_folded_or_never_found() {
        assert!(GLOSSARY.is_sorted_by_key(|(english, _)| english));
        for (_, stems) in GLOSSARY {
            for stem in stems.split(' ') {
                assert!(!stem.is_empty());
                assert_eq!(stem, fold(stem));
            }
        }
    }
}
