// An ordinary library that somebody copied into the plugin directory.
extern "C" __attribute__((visibility("default"))) int answer()
{
    return 42;
}
