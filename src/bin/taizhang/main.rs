fn main() {
    let args: Vec<String> = std::env::args().collect();
    let bytes = std::fs::read(&args[2]).unwrap();
    let stage = match args[1].as_str() {
        "clean" => taizhang::Stage::Clean,
        "outline" => taizhang::Stage::Outline,
        "item" => taizhang::Stage::Item,
        "recognise" => taizhang::Stage::Recognise,
        "read" => taizhang::Stage::Read,
        _ => {
            let l = taizhang::extract(&bytes, &args[2], &Default::default()).unwrap();
            println!("{}", serde_json::to_string_pretty(&l).unwrap());
            return;
        }
    };
    print!("{}", taizhang::inspect(&bytes, stage, &Default::default()).unwrap());
}
